using System.Net;
using System.Text.Json.Nodes;

namespace GrinToS3.Simulator.Tests.Tokens;

/// <summary>What the token endpoint answered.</summary>
public sealed record TokenReply(HttpStatusCode Status, JsonNode Json)
{
    public string? Error => (string?)Json["error"];

    public string? AccessToken => (string?)Json["access_token"];

    public string? RefreshToken => (string?)Json["refresh_token"];

    public static async Task<TokenReply> PostAsync(GrinSession session, params (string Name, string Value)[] form)
    {
        using var content = new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var response = await session.Client.PostAsync(session.Grin.TokenEndpoint, content);
        return new TokenReply(response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }
}
