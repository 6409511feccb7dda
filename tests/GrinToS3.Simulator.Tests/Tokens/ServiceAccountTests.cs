using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using GrinToS3.Testing;
using Microsoft.Extensions.Time.Testing;

namespace GrinToS3.Simulator.Tests.Tokens;

public sealed class ServiceAccountTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Assertion_GivesAToken_IfTheKeyFileSignedIt()
    {
        await using var session = await GrinSession.StartAsync(time: new FakeTimeProvider(Now));

        var reply = await AssertAsync(session, _ => { });

        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.NotNull(reply.AccessToken);
        Assert.Equal(1, session.Grin.Journal.TokenRefreshes);
    }

    [Theory]
    [InlineData("iss", "other@simulated-library.iam.gserviceaccount.com")]
    [InlineData("aud", "https://oauth2.googleapis.com/token")]
    public async Task Assertion_IsRefused_IfAClaimIsWrong(string claim, string value)
    {
        await using var session = await GrinSession.StartAsync(time: new FakeTimeProvider(Now));

        var reply = await AssertAsync(session, claims => claims[claim] = value);

        Assert.Equal("invalid_grant", reply.Error);
    }

    [Theory]
    [InlineData(-120, -60)]
    [InlineData(60, 120)]
    public async Task Assertion_IsRefused_IfItsTimeIsNotNow(int issuedMinutes, int expiresMinutes)
    {
        await using var session = await GrinSession.StartAsync(time: new FakeTimeProvider(Now));

        var reply = await AssertAsync(session, claims =>
        {
            claims["iat"] = Now.AddMinutes(issuedMinutes).ToUnixTimeSeconds();
            claims["exp"] = Now.AddMinutes(expiresMinutes).ToUnixTimeSeconds();
        });

        Assert.Equal("invalid_grant", reply.Error);
    }

    [Fact]
    public async Task Assertion_IsRefused_IfAnotherKeySignedIt()
    {
        await using var session = await GrinSession.StartAsync(time: new FakeTimeProvider(Now));
        using var other = RSA.Create(2048);

        var reply = await AssertAsync(session, _ => { }, other);

        Assert.Equal("invalid_grant", reply.Error);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.b")]
    [InlineData("a.b.c%")]
    [InlineData("e30.e30.e30")]
    public async Task Assertion_IsRefused_IfItIsNoSignedToken(string assertion)
    {
        await using var session = await GrinSession.StartAsync();

        var reply = await PostAsync(session, assertion);

        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.Equal("invalid_grant", reply.Error);
    }

    private static async Task<TokenReply> AssertAsync(GrinSession session, Action<JsonObject> change, RSA? signer = null)
    {
        using var folder = new TempFolder();
        await session.Grin.WriteServiceAccountKeyAsync(folder["key.json"]);
        var key = JsonNode.Parse(await File.ReadAllTextAsync(folder["key.json"]))!;
        Assert.Equal("service_account", (string?)key["type"]);
        using var rsa = RSA.Create();
        rsa.ImportFromPem((string)key["private_key"]!);
        var claims = new JsonObject
        {
            ["iss"] = (string?)key["client_email"],
            ["aud"] = (string?)key["token_uri"],
            ["scope"] = "openid",
            ["iat"] = Now.ToUnixTimeSeconds(),
            ["exp"] = Now.AddHours(1).ToUnixTimeSeconds(),
        };
        change(claims);
        var signed = Encode("""{"alg":"RS256","typ":"JWT"}""") + "." + Encode(claims.ToJsonString());
        var signature = (signer ?? rsa).SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return await PostAsync(session, signed + "." + Base64Url.EncodeToString(signature));
    }

    private static Task<TokenReply> PostAsync(GrinSession session, string assertion) => TokenReply.PostAsync(
        session, ("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"), ("assertion", assertion));

    private static string Encode(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
