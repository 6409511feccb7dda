using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace GrinToS3.Grin.Auth;

public sealed class AuthorizationFlowTests
{
    private const string Granted = """
        {"access_token": "t1", "refresh_token": "r1", "expires_in": 3599, "id_token": "e30.eyJlbWFpbCI6ImFAYi5leGFtcGxlIn0.c2ln",
         "scope": "https://www.googleapis.com/auth/userinfo.profile openid https://www.googleapis.com/auth/userinfo.email"}
        """;

    [Theory]
    [InlineData(AuthorizationMode.Local)]
    [InlineData(AuthorizationMode.Remote)]
    [InlineData(AuthorizationMode.Docker)]
    public async Task Run_StoresTokens_IfTheBrowserComesBack(AuthorizationMode mode)
    {
        await using var stand = new TokenStand((_, reply) => reply.SendAsync(200, Granted));
        var person = new Person();
        var running = RunAsync(stand, person, mode);
        var asked = await person.AskedAsync();

        var page = await BrowseAsync(stand, person, $"?state={asked["state"]}&code=4%2F0Ab_x&scope=openid");

        var result = await running;
        Assert.Equal(new Authorization(stand.TokenFile, "a@b.example"), result.Value);
        Assert.Equal(HttpStatusCode.OK, page);
        var form = stand.Server.Requests[0].Form;
        Assert.Equal(("authorization_code", "4/0Ab_x", asked["redirect_uri"]), (form["grant_type"], form["code"], form["redirect_uri"]));
        Assert.Equal(asked["code_challenge"], Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"]))));
        Assert.Equal(("S256", "consent", "offline", "code"), (asked["code_challenge_method"], asked["prompt"], asked["access_type"], asked["response_type"]));
        var file = TokenFile.Read(stand.TokenFile).Value!;
        Assert.Equal(("t1", "r1", true), (file.Token, file.RefreshToken, file.HasRequiredScopes));
        Assert.NotNull(file.ExpiresAt);
        Assert.Empty(person.Refused);
    }

    [Fact]
    public async Task Run_KeepsWaiting_IfTheStateIsForged_OrABrowserAsksForItsIcon()
    {
        await using var stand = new TokenStand((_, reply) => reply.SendAsync(200, Granted));
        var person = new Person();
        var running = RunAsync(stand, person, AuthorizationMode.Local);
        var asked = await person.AskedAsync();
        using var silent = new TcpClient();
        await silent.ConnectAsync(IPAddress.Loopback, (await person.Shown).Redirect.Port);

        Assert.Equal(HttpStatusCode.NotFound, await BrowseAsync(stand, person, "favicon.ico"));
        Assert.Equal(HttpStatusCode.BadRequest, await BrowseAsync(stand, person, "?code=stolen&state=forged"));
        Assert.Equal(HttpStatusCode.BadRequest, await BrowseAsync(stand, person, "?code=stolen"));
        Assert.Equal(HttpStatusCode.BadRequest, await BrowseAsync(stand, person, "?error=access_denied&state=forged"));
        Assert.Equal(HttpStatusCode.BadRequest, await BrowseAsync(stand, person, "?scope=x"));
        Assert.False(running.IsCompleted);
        Assert.Equal(3, person.Refused.Count);
        await BrowseAsync(stand, person, $"?code=good&state={asked["state"]}");

        Assert.True((await running).IsSuccess);
        Assert.Equal("good", Assert.Single(stand.Server.Requests).Form["code"]);
    }

    [Fact]
    public async Task Run_SaysWhy_IfGoogleGrantsNothing()
    {
        await using var stand = new TokenStand();
        var person = new Person();
        var running = RunAsync(stand, person, AuthorizationMode.Local);
        var asked = await person.AskedAsync();

        Assert.Equal(HttpStatusCode.BadRequest, await BrowseAsync(stand, person, $"?error=access_denied&state={asked["state"]}"));

        Assert.Contains("(access_denied)", (await running).Error!.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(stand.TokenFile));
    }

    [Theory]
    [InlineData("http://localhost:1/?state={0}&code=4/0Ab-c&scope=x", "4/0Ab-c")]
    [InlineData("  \"http://localhost:1/?code=4%2F0Ab-c&state={0}#\" ", "4/0Ab-c")]
    [InlineData("code=4%2F0Ab-c&state={0}", "4/0Ab-c")]
    [InlineData("4/0Ab-c", "4/0Ab-c")]
    [InlineData("4%2F0Ab-c", "4/0Ab-c")]
    public async Task Run_TakesAPastedLine(string line, string code)
    {
        await using var stand = new TokenStand((_, reply) => reply.SendAsync(200, Granted));
        var person = new Person("", "http://localhost:1/?code=x&state=forged", "http://localhost:1/", "what?");
        var running = RunAsync(stand, person, AuthorizationMode.Remote);

        person.Paste(string.Format(null, line, (await person.AskedAsync())["state"]));

        Assert.True((await running).IsSuccess);
        Assert.Equal(code, Assert.Single(stand.Server.Requests).Form["code"]);
        Assert.Equal(4, person.Refused.Count);
    }

    [Fact]
    public async Task Run_StillTakesABrowser_IfNothingIsPastedAnyMore()
    {
        await using var stand = new TokenStand((_, reply) => reply.SendAsync(200, Granted));
        var person = new Person([null]);
        var running = RunAsync(stand, person, AuthorizationMode.Docker);

        await BrowseAsync(stand, person, $"?code=good&state={(await person.AskedAsync())["state"]}");

        Assert.True((await running).IsSuccess);
    }

    [Fact]
    public async Task Run_GivesUp_After300Seconds()
    {
        await using var stand = new TokenStand();
        var person = new Person();
        var running = RunAsync(stand, person, AuthorizationMode.Local);
        await person.Shown;
        stand.Time.Advance(TimeSpan.FromSeconds(299));
        await Task.Delay(50);
        Assert.False(running.IsCompleted);

        stand.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Contains("300 s", (await running).Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_SaysSo_IfThePortIsTaken_ButARemotePersonCanPaste()
    {
        await using var stand = new TokenStand((_, reply) => reply.SendAsync(200, Granted));
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var local = await RunAsync(stand, new Person(), AuthorizationMode.Local, port);
        var remote = await RunAsync(stand, new Person("4/code"), AuthorizationMode.Remote, port);
        var nobody = await RunAsync(stand, new Person([null]), AuthorizationMode.Remote, port);

        Assert.Contains($"port {port} is in use; set GRIN_OAUTH_PORT", local.Error!.Message, StringComparison.Ordinal);
        Assert.True(remote.IsSuccess);
        Assert.Contains("nothing was pasted", nobody.Error!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"access_token": "t", "scope": "openid https://www.googleapis.com/auth/userinfo.email"}""", "userinfo.profile; run")]
    [InlineData("""{"access_token": "t"}""", "no refresh token")]
    [InlineData("""{"error": "x"}""", "no token")]
    public async Task Run_StoresNothing_IfTheGrantIsIncomplete(string grant, string expected)
    {
        await using var stand = new TokenStand((_, reply) => reply.SendAsync(200, grant));

        var error = (await RunAsync(stand, new Person("4/code"), AuthorizationMode.Remote)).Error!;

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(stand.TokenFile));
    }

    [Fact]
    public async Task Run_EndsAtOnce_IfItIsCancelled()
    {
        await using var stand = new TokenStand();
        using var stop = new CancellationTokenSource();
        var person = new Person();
        var running = Flow(stand, person).RunAsync(AuthorizationMode.Local, 0, stand.TokenFile, stop.Token);
        await person.Shown;

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    private static Task<GrinResult<Authorization>> RunAsync(TokenStand stand, Person person, AuthorizationMode mode, int port = 0) =>
        Flow(stand, person).RunAsync(mode, port, stand.TokenFile, CancellationToken.None);

    private static AuthorizationFlow Flow(TokenStand stand, Person person)
    {
        var client = ClientSecret.Read(TokenFiles.Write(stand.Folder["client_secret.json"], TokenFiles.Client(stand.Address)));
        return new AuthorizationFlow(client.Value!, stand.Endpoint, person, stand.Time);
    }

    private static async Task<HttpStatusCode> BrowseAsync(TokenStand stand, Person person, string target)
    {
        using var page = await stand.Http.GetAsync($"http://127.0.0.1:{(await person.Shown).Redirect.Port}/{target}");
        Assert.DoesNotContain("forged", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        return page.StatusCode;
    }
}
