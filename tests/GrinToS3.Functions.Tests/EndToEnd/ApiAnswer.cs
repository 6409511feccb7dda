using System.Text.Json.Nodes;

namespace GrinToS3.Functions.EndToEnd;

/// <summary>An answer of the app.</summary>
internal sealed record ApiAnswer(int Status, string? MediaType, Uri? Location, TimeSpan? RetryAfter, string Text)
{
    /// <summary>A member of the body, as text.</summary>
    internal string? this[string member] => Json?[member]?.ToString();

    internal JsonNode? Json => Api.Parse(Text);

    internal static async Task<ApiAnswer> ReadAsync(HttpResponseMessage answer) => new(
        (int)answer.StatusCode,
        answer.Content.Headers.ContentType?.MediaType,
        answer.Headers.Location,
        answer.Headers.RetryAfter?.Delta,
        await answer.Content.ReadAsStringAsync());

    /// <summary>Fails the test with the whole answer where it has another status.</summary>
    internal ApiAnswer Expect(int status)
    {
        Assert.True(Status == status, $"expected {status}: {this}");
        return this;
    }

    /// <summary>A refusal: problem+json that says what is wrong.</summary>
    internal ApiAnswer ExpectProblem(int status, string detail)
    {
        Expect(status);
        Assert.Equal("application/problem+json", MediaType);
        Assert.Contains(detail, this["detail"], StringComparison.Ordinal);
        return this;
    }
}
