using System.Net;
using System.Net.Sockets;
using GrinToS3.Cli.Processes;
using GrinToS3.Grin.Auth;
using GrinToS3.Simulator;
using GrinToS3.Simulator.Faults;

namespace GrinToS3.Cli.Commands;

public sealed class AuthTests
{
    private static readonly HttpClient Browser = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    [Fact]
    public async Task Setup_StoresCredentialsThatWork_IfTheRedirectedAddressIsPasted()
    {
        await using var stand = await NewcomerAsync();
        await using var setup = stand.Start("auth", "setup", "--remote-auth");
        var redirected = await AgreeAsync(setup);
        await setup.TypeAsync("what is a code?");

        await setup.TypeAsync(redirected.AbsoluteUri);

        var exit = await setup.EndAsync();
        Assert.True(exit is { Code: 0, Errors: ["grin: there is no code in that line; paste the whole address from the browser's address bar"] }, exit.ToString());
        await AssertAcceptedAsync(stand);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(TokenFileOf(stand)));
        }
    }

    [Fact]
    public async Task Setup_StoresCredentialsThatWork_IfTheBrowserComesBackWhileNobodyTypes()
    {
        await using var stand = await NewcomerAsync();
        await using var setup = stand.Start("auth", "setup");
        var redirected = await AgreeAsync(setup);

        using var page = await Browser.GetAsync(redirected);

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        var exit = await setup.EndAsync();
        Assert.True(exit is { Code: 0, Errors: [] }, exit.ToString());
        await AssertAcceptedAsync(stand);
    }

    [Fact]
    public async Task Setup_KeepsCredentials_IfTheyAreThereAlready()
    {
        await using var stand = await GrinStand.StartAsync();
        var before = FolderState.Of(stand.Credentials);

        var exit = await stand.DoAsync("auth", "setup");

        Assert.StartsWith("Compatible credentials are there already", exit.Output[0], StringComparison.Ordinal);
        Assert.Equal(before, FolderState.Of(stand.Credentials));
    }

    [Fact]
    public async Task Setup_SaysWhatToDo_IfThereIsNoClientOrThePortIsNone()
    {
        await using var stand = await NewcomerAsync();
        stand.Set("GRIN_OAUTH_PORT", "many");
        await stand.RefuseAsync(3, "GRIN_OAUTH_PORT is 'many'", "auth", "setup");
        File.Delete(Path.Combine(stand.Credentials, "client_secret.json"));

        await stand.RefuseAsync(3, "no OAuth client", "auth", "setup");
    }

    [Fact]
    public async Task Setup_EndsAtOnce_IfCtrlCIsPressed()
    {
        await using var stand = await NewcomerAsync();
        await using var setup = stand.Start("auth", "setup");
        Assert.NotNull(await setup.ReadToAsync("http"));

        await setup.InterruptAsync();

        Assert.Equal(130, (await setup.EndAsync()).Code);
        Assert.False(File.Exists(TokenFileOf(stand)));
    }

    [Fact]
    public async Task Check_SaysWhoIsRefused()
    {
        await using var refused = await GrinStand.StartAsync(new SimulatorOptions { Faults = FaultPlan.Parse("summary:token-rejected") });
        await using var denied = await GrinStand.StartAsync(new SimulatorOptions { Faults = FaultPlan.Parse("summary:403") });

        var first = await refused.RunAsync(Check(refused));
        var second = await denied.RunAsync(Check(denied));

        Assert.True(first is { Code: 3, Errors: [var one] } && one.Contains("does not accept", StringComparison.Ordinal), first.ToString());
        Assert.True(second is { Code: 3, Errors: [var other] } && other.Contains("denies this account access", StringComparison.Ordinal), second.ToString());
    }

    /// <summary>A person who has the client's file and no tokens, and a free port to come back to.</summary>
    private static async Task<GrinStand> NewcomerAsync()
    {
        var stand = await GrinStand.StartAsync();
        File.Delete(TokenFileOf(stand));
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        stand.Set("GRIN_OAUTH_PORT", $"{((IPEndPoint)free.LocalEndpoint).Port}");
        return stand;
    }

    private static string TokenFileOf(GrinStand stand) => Path.Combine(stand.Credentials, "credentials.json");

    private static string[] Check(GrinStand stand) =>
        ["auth", "check", "--library-directory", "Example", "--grin-url", stand.Grin.BaseAddress.AbsoluteUri];

    /// <summary>Opens the address that the command shows, as a browser; the account's owner agrees.</summary>
    private static async Task<Uri> AgreeAsync(GrinProcess setup)
    {
        var address = await setup.ReadToAsync("/authorize?");
        Assert.NotNull(address);
        using var reply = await Browser.GetAsync(new Uri(address.Trim()));
        Assert.Equal(HttpStatusCode.Found, reply.StatusCode);
        return reply.Headers.Location!;
    }

    private static async Task AssertAcceptedAsync(GrinStand stand)
    {
        Assert.True(TokenFile.Read(TokenFileOf(stand)).IsSuccess);
        var check = await stand.DoAsync(Check(stand));
        Assert.StartsWith("GRIN accepts ", Assert.Single(check.Output), StringComparison.Ordinal);
    }
}
