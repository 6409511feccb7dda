using System.Text.Json;
using System.Text.Json.Serialization;
using GrinToS3.Workflows;
using Microsoft.AspNetCore.Http;

namespace GrinToS3.Functions.Http;

/// <summary>Reads a request's body. A member that we do not know is refused: it may be a misspelt one.</summary>
internal static class RequestBody
{
    private const long MaxBytes = 4 * 1024 * 1024;

    private static readonly JsonSerializerOptions Json = new(WorkflowJson.Options) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    /// <summary>Reads it.</summary>
    /// <returns>The value, or what is wrong in one line.</returns>
    internal static async Task<(T? Value, string? Problem)> ReadAsync<T>(HttpRequest request, CancellationToken cancellationToken)
        where T : class
    {
        if (request.ContentLength is > MaxBytes)
        {
            return (null, $"the body has {request.ContentLength} bytes; {MaxBytes} is the most");
        }

        try
        {
            using var body = new MemoryStream();
            await CopyAsync(request.Body, body, cancellationToken);
            return body.Length is 0 ? (null, "the body is empty; give a JSON object")
                : body.Length > MaxBytes ? (null, $"the body has more than {MaxBytes} bytes")
                : JsonSerializer.Deserialize<T>(body.GetBuffer().AsSpan(0, (int)body.Length), Json) is { } value ? (value, null)
                : (null, "the body is null; give a JSON object");
        }
        catch (JsonException error)
        {
            return (null, $"the body is not as described in /api/openapi.json ({Describe(error)})");
        }
    }

    private static async Task CopyAsync(Stream source, MemoryStream target, CancellationToken cancellationToken)
    {
        var buffer = new byte[8192];
        int read;
        while (target.Length <= MaxBytes && (read = await source.ReadAsync(buffer, cancellationToken)) > 0)
        {
            target.Write(buffer, 0, read);
        }
    }

    /// <summary>Where it goes wrong, and how. The serialiser's own words name our types, which are no caller's business.</summary>
    private static string Describe(JsonException error)
    {
        var problem = error.Message switch
        {
            var message when message.Contains("could not be mapped", StringComparison.Ordinal) => "there is no such member",
            var message when message.Contains("could not be converted", StringComparison.Ordinal) => "the value is of another type",
            var message => message.Split(" Path:", 2)[0].TrimEnd('.'),
        };
        return $"line {error.LineNumber + 1}, {error.Path ?? "$"}: {problem}";
    }
}
