using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace GrinToS3.Simulator.Tokens;

/// <summary>Writes the JSON answers of a token endpoint (RFC 6749, sections 5.1 and 5.2).</summary>
internal static class OAuthReply
{
    public static Task WriteTokenAsync(HttpContext http, AccessTokens tokens, string? refreshToken)
    {
        var reply = new JsonObject
        {
            ["access_token"] = tokens.Issue(),
            ["expires_in"] = (int)tokens.Lifetime.TotalSeconds,
            ["scope"] = string.Join(' ', Account.Scopes),
            ["token_type"] = "Bearer",
        };
        if (refreshToken is not null)
        {
            reply["refresh_token"] = refreshToken;
        }

        http.Response.Headers.CacheControl = "no-store";
        return WriteAsync(http, StatusCodes.Status200OK, reply);
    }

    public static Task WriteErrorAsync(HttpContext http, string error, string description) => WriteAsync(
        http,
        error == "invalid_client" ? StatusCodes.Status401Unauthorized : StatusCodes.Status400BadRequest,
        new JsonObject { ["error"] = error, ["error_description"] = description });

    private static Task WriteAsync(HttpContext http, int status, JsonObject reply)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json; charset=utf-8";
        return http.Response.WriteAsync(reply.ToJsonString(), http.RequestAborted);
    }
}
