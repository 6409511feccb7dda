using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using GrinToS3.Simulator.Journal;
using GrinToS3.Simulator.Serving;
using Microsoft.AspNetCore.Http;

namespace GrinToS3.Simulator.Tokens;

/// <summary>The token endpoint: refresh token, authorization code with PKCE, and service account (spec: grin-protocol 3.1, 3.5).</summary>
internal sealed class TokenResource(
    Account account,
    ServiceAccount serviceAccount,
    AccessTokens tokens,
    AuthorizationCodes codes,
    SimulatorJournal journal,
    TimeProvider time) : IResource
{
    private const string ServiceAccountGrant = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    public string Name => ResourceName.Token;

    public async Task ServeAsync(HttpContext http)
    {
        if (SimulatedRequest.Of(http).OAuthError is { } error)
        {
            await OAuthReply.WriteErrorAsync(http, error, "Token has been expired or revoked.");
            return;
        }

        if (!HttpMethods.IsPost(http.Request.Method) || !http.Request.HasFormContentType)
        {
            await OAuthReply.WriteErrorAsync(http, "invalid_request", "a form has to be posted");
            return;
        }

        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var grant = form["grant_type"].ToString();
        await (grant switch
        {
            ServiceAccountGrant => AssertAsync(http, form),
            "refresh_token" or "authorization_code" when !IsClient(form) =>
                OAuthReply.WriteErrorAsync(http, "invalid_client", "The OAuth client was not found."),
            "refresh_token" => RefreshAsync(http, form),
            "authorization_code" => ExchangeAsync(http, form),
            _ => OAuthReply.WriteErrorAsync(http, "unsupported_grant_type", $"Invalid grant_type: {grant}"),
        });
    }

    private Task RefreshAsync(HttpContext http, IFormCollection form)
    {
        if (form["refresh_token"] != account.RefreshToken)
        {
            return OAuthReply.WriteErrorAsync(http, "invalid_grant", "Token has been expired or revoked.");
        }

        journal.TokenRefreshed();
        return OAuthReply.WriteTokenAsync(http, tokens, refreshToken: null);
    }

    private Task AssertAsync(HttpContext http, IFormCollection form)
    {
        var endpoint = new Uri($"{http.Request.Scheme}://{http.Request.Host}{http.Request.Path}");
        if (serviceAccount.Refuse(form["assertion"].ToString(), endpoint, time.GetUtcNow()) is { } problem)
        {
            return OAuthReply.WriteErrorAsync(http, "invalid_grant", problem);
        }

        journal.TokenRefreshed();
        return OAuthReply.WriteTokenAsync(http, tokens, refreshToken: null);
    }

    private Task ExchangeAsync(HttpContext http, IFormCollection form)
    {
        if (!codes.TryTake(form["code"].ToString(), out var code))
        {
            return OAuthReply.WriteErrorAsync(http, "invalid_grant", "Malformed auth code.");
        }

        if (form["redirect_uri"] != code.RedirectUri)
        {
            return OAuthReply.WriteErrorAsync(http, "redirect_uri_mismatch", "Bad Request");
        }

        return code.Challenge is null || code.Challenge == ChallengeOf(form["code_verifier"].ToString())
            ? OAuthReply.WriteTokenAsync(http, tokens, code.IsOffline ? account.RefreshToken : null)
            : OAuthReply.WriteErrorAsync(http, "invalid_grant", "Invalid code verifier.");
    }

    private bool IsClient(IFormCollection form) =>
        form["client_id"] == Account.ClientId && form["client_secret"] == account.ClientSecret;

    private static string ChallengeOf(string verifier) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
}
