using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using GrinToS3.Testing;

namespace GrinToS3.Simulator.Tests.Tokens;

public sealed class RefreshTests
{
    [Fact]
    public async Task Refresh_GivesATokenThatIsAccepted_ForTheCredentialsThatWereWritten()
    {
        using var folder = new TempFolder();
        await using var session = await GrinSession.StartAsync();
        await session.Grin.WriteCredentialsAsync(folder["secrets"]);
        var credentials = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder["secrets"], "credentials.json")))!;

        var reply = await RefreshAsync(session, credentials);

        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.Null(reply.RefreshToken);
        Assert.Equal(3600, (int?)reply.Json["expires_in"]);
        Assert.Equal(1, session.Grin.Journal.TokenRefreshes);
        Assert.Equal(HttpStatusCode.OK, await ProbeAsync(session, reply.AccessToken!));
        Assert.Equal(HttpStatusCode.OK, await ProbeAsync(session, (string)credentials["token"]!));
    }

    [Fact]
    public async Task WriteCredentialsAsync_WritesTheShapesOfTheSpec_ForTheOwnerOnly()
    {
        using var folder = new TempFolder();
        await using var session = await GrinSession.StartAsync();

        await session.Grin.WriteCredentialsAsync(folder.Path);

        var client = JsonNode.Parse(await File.ReadAllTextAsync(folder["client_secret.json"]))!["installed"]!;
        var credentials = JsonNode.Parse(await File.ReadAllTextAsync(folder["credentials.json"]))!;
        Assert.Equal(session.Grin.TokenEndpoint.AbsoluteUri, (string?)client["token_uri"]);
        Assert.Equal(session.Grin.AuthorizationEndpoint.AbsoluteUri, (string?)client["auth_uri"]);
        Assert.Equal((string?)client["client_id"], (string?)credentials["client_id"]);
        Assert.Equal((string?)client["client_secret"], (string?)credentials["client_secret"]);
        Assert.Equal(session.Grin.TokenEndpoint.AbsoluteUri, (string?)credentials["token_uri"]);
        Assert.Equal(3, credentials["scopes"]!.AsArray().Count);
        if (!OperatingSystem.IsWindows())
        {
            const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            Assert.Equal(OwnerOnly, File.GetUnixFileMode(folder["client_secret.json"]));
            Assert.Equal(OwnerOnly, File.GetUnixFileMode(folder["credentials.json"]));
        }
    }

    [Theory]
    [InlineData("refresh_token", "1//other", HttpStatusCode.BadRequest, "invalid_grant")]
    [InlineData("client_secret", "other", HttpStatusCode.Unauthorized, "invalid_client")]
    [InlineData("client_id", "other", HttpStatusCode.Unauthorized, "invalid_client")]
    public async Task Refresh_IsRefused_IfASecretIsWrong(string key, string value, HttpStatusCode status, string error)
    {
        using var folder = new TempFolder();
        await using var session = await GrinSession.StartAsync();
        await session.Grin.WriteCredentialsAsync(folder.Path);
        var credentials = JsonNode.Parse(await File.ReadAllTextAsync(folder["credentials.json"]))!;
        credentials[key] = value;

        var reply = await RefreshAsync(session, credentials);

        Assert.Equal(status, reply.Status);
        Assert.Equal(error, reply.Error);
        Assert.Equal(0, session.Grin.Journal.TokenRefreshes);
    }

    [Fact]
    public async Task Token_IsRefused_IfTheGrantIsUnknownOrThereIsNoForm()
    {
        await using var session = await GrinSession.StartAsync();

        var unknown = await TokenReply.PostAsync(session, ("grant_type", "password"));
        using var get = await session.Client.GetAsync(session.Grin.TokenEndpoint);

        Assert.Equal("unsupported_grant_type", unknown.Error);
        Assert.Equal(HttpStatusCode.BadRequest, get.StatusCode);
    }

    private static Task<TokenReply> RefreshAsync(GrinSession session, JsonNode credentials) => TokenReply.PostAsync(
        session,
        ("grant_type", "refresh_token"),
        ("refresh_token", (string)credentials["refresh_token"]!),
        ("client_id", (string)credentials["client_id"]!),
        ("client_secret", (string)credentials["client_secret"]!));

    private static async Task<HttpStatusCode> ProbeAsync(GrinSession session, string token)
    {
        session.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await session.GetAsync("?format=text&result_count=1");
        return response.StatusCode;
    }
}
