using GrinToS3.Simulator.Serving;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace GrinToS3.Simulator.Tokens;

/// <summary>The authorization endpoint, with a user who consents at once (spec: grin-protocol 3.1).</summary>
internal sealed class AuthorizationResource(AuthorizationCodes codes) : IResource
{
    public string Name => ResourceName.Authorize;

    public Task ServeAsync(HttpContext http)
    {
        var query = http.Request.Query;
        var redirect = query["redirect_uri"].ToString();
        if (query["client_id"] != Account.ClientId || query["response_type"] != "code" || !IsLoopback(redirect))
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return http.Response.WriteAsync("Access blocked: authorization error\n", http.RequestAborted);
        }

        var reply = new Dictionary<string, string?> { ["state"] = query["state"] };
        if (SimulatedRequest.Of(http).OAuthError is { } error)
        {
            reply["error"] = error;
        }
        else if (query.ContainsKey("code_challenge") && query["code_challenge_method"] != "S256")
        {
            reply["error"] = "invalid_request";
        }
        else
        {
            var challenge = query.ContainsKey("code_challenge") ? query["code_challenge"].ToString() : null;
            reply["code"] = codes.Issue(redirect, challenge, query["access_type"] == "offline");
        }

        http.Response.Redirect(QueryHelpers.AddQueryString(redirect, reply));
        return Task.CompletedTask;
    }

    private static bool IsLoopback(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.IsLoopback;
}
