using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using GrinToS3.Simulator.Faults;
using GrinToS3.Testing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Time.Testing;

namespace GrinToS3.Simulator.Tests.Tokens;

public sealed class AuthorizationTests
{
    private const string Redirect = "http://localhost:58432";
    private const string Verifier = "a-verifier-of-at-least-forty-three-characters-0123456789";

    [Fact]
    public async Task Exchange_GivesBothTokens_IfTheVerifierFits()
    {
        await using var session = await GrinSession.StartAsync();
        var consent = await ConsentAsync(session);

        var reply = await ExchangeAsync(session, consent["code"]!);

        Assert.Equal("some state", consent["state"]);
        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.NotNull(reply.AccessToken);
        Assert.NotNull(reply.RefreshToken);
    }

    [Theory]
    [InlineData("another-verifier-of-at-least-forty-three-characters", Redirect, "invalid_grant")]
    [InlineData("", Redirect, "invalid_grant")]
    [InlineData(Verifier, "http://localhost:1", "redirect_uri_mismatch")]
    public async Task Exchange_IsRefused_IfVerifierOrRedirectDiffers(string verifier, string redirect, string error)
    {
        await using var session = await GrinSession.StartAsync();
        var consent = await ConsentAsync(session);

        var reply = await ExchangeAsync(session, consent["code"]!, verifier, redirect);

        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.Equal(error, reply.Error);
    }

    [Fact]
    public async Task Exchange_IsRefused_IfTheCodeWasUsed()
    {
        await using var session = await GrinSession.StartAsync();
        var consent = await ConsentAsync(session);

        var first = await ExchangeAsync(session, consent["code"]!);
        var second = await ExchangeAsync(session, consent["code"]!);

        Assert.Equal(HttpStatusCode.OK, first.Status);
        Assert.Equal("invalid_grant", second.Error);
    }

    [Fact]
    public async Task Exchange_IsRefused_IfTheCodeExpired()
    {
        var time = new FakeTimeProvider();
        await using var session = await GrinSession.StartAsync(time: time);
        var consent = await ConsentAsync(session);

        time.Advance(TimeSpan.FromMinutes(10));
        var reply = await ExchangeAsync(session, consent["code"]!);

        Assert.Equal("invalid_grant", reply.Error);
    }

    [Fact]
    public async Task Exchange_GivesNoRefreshToken_IfAccessIsNotOffline()
    {
        await using var session = await GrinSession.StartAsync();
        var consent = await ConsentAsync(session, ("access_type", "online"));

        var reply = await ExchangeAsync(session, consent["code"]!);

        Assert.NotNull(reply.AccessToken);
        Assert.Null(reply.RefreshToken);
    }

    [Fact]
    public async Task Consent_IsDenied_IfThePlanSaysSo()
    {
        await using var session = await GrinSession.StartAsync(
            new SimulatorOptions { Faults = FaultPlan.Parse("authorize:oauth-error=access_denied") });

        var consent = await ConsentAsync(session);

        Assert.Equal("access_denied", consent["error"]);
        Assert.Equal("some state", consent["state"]);
        Assert.DoesNotContain("code", consent.Keys);
    }

    [Fact]
    public async Task Consent_IsAnError_IfTheChallengeIsPlain()
    {
        await using var session = await GrinSession.StartAsync();

        var consent = await ConsentAsync(session, ("code_challenge_method", "plain"));

        Assert.Equal("invalid_request", consent["error"]);
    }

    [Theory]
    [InlineData("redirect_uri", "https://elsewhere.example/")]
    [InlineData("client_id", "other")]
    [InlineData("response_type", "token")]
    public async Task Consent_IsNotRedirected_IfTheRequestIsNotOurClients(string key, string value)
    {
        await using var session = await GrinSession.StartAsync();

        using var response = await session.GetAsync(await AuthorizationAddressAsync(session, (key, value)));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    private static async Task<Dictionary<string, string>> ConsentAsync(GrinSession session, params (string Key, string Value)[] changes)
    {
        using var response = await session.GetAsync(await AuthorizationAddressAsync(session, changes));
        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        Assert.StartsWith(Redirect, response.Headers.Location!.OriginalString, StringComparison.Ordinal);
        return QueryHelpers.ParseQuery(response.Headers.Location.Query).ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
    }

    private static async Task<string> AuthorizationAddressAsync(GrinSession session, params (string Key, string Value)[] changes)
    {
        var query = new Dictionary<string, string?>
        {
            ["client_id"] = (string?)(await ClientAsync(session))["client_id"],
            ["redirect_uri"] = Redirect,
            ["response_type"] = "code",
            ["state"] = "some state",
            ["access_type"] = "offline",
            ["code_challenge"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier))),
            ["code_challenge_method"] = "S256",
        };
        foreach (var (key, value) in changes)
        {
            query[key] = value;
        }

        return QueryHelpers.AddQueryString(session.Grin.AuthorizationEndpoint.AbsoluteUri, query);
    }

    private static async Task<TokenReply> ExchangeAsync(GrinSession session, string code, string verifier = Verifier, string redirect = Redirect)
    {
        var client = await ClientAsync(session);
        return await TokenReply.PostAsync(
            session,
            ("grant_type", "authorization_code"),
            ("code", code),
            ("code_verifier", verifier),
            ("redirect_uri", redirect),
            ("client_id", (string)client["client_id"]!),
            ("client_secret", (string)client["client_secret"]!));
    }

    private static async Task<JsonNode> ClientAsync(GrinSession session)
    {
        using var folder = new TempFolder();
        await session.Grin.WriteCredentialsAsync(folder.Path);
        return JsonNode.Parse(await File.ReadAllTextAsync(folder["client_secret.json"]))!["installed"]!;
    }
}
