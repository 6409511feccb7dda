using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Time.Testing;

namespace GrinToS3.Simulator.Tests.Serving;

public sealed class AccessTests
{
    private const string Probe = "?format=text&result_count=1";

    [Fact]
    public async Task Token_IsSentToTheLogin_IfItExpired()
    {
        var time = new FakeTimeProvider();
        await using var session = await GrinSession.StartAsync(new SimulatorOptions { TokenLifetime = TimeSpan.FromMinutes(10) }, time);

        time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromMilliseconds(1));
        using var before = await session.GetAsync(Probe);
        time.Advance(TimeSpan.FromMilliseconds(1));
        using var after = await session.GetAsync(Probe);

        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        AssertServiceLogin(after);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Basic dXNlcjpwdw==")]
    [InlineData("Bearer ")]
    [InlineData("Bearer ya29.invented")]
    public async Task Request_IsSentToTheLogin_IfItBearsNoGoodToken(string authorization)
    {
        await using var session = await GrinSession.StartAsync();
        session.Client.DefaultRequestHeaders.Authorization = null;
        session.Client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", authorization);

        using var response = await session.GetAsync("_all_books");

        AssertServiceLogin(response);
        Assert.False(session.Grin.Journal.Recent.Single().BearerAccepted);
    }

    [Fact]
    public async Task Token_IsSentToTheLogin_IfAnyCharacterOfItIsChanged()
    {
        await using var session = await GrinSession.StartAsync();
        var token = session.Grin.IssueToken();

        for (var i = 0; i < token.Length - 1; i++)
        {
            var changed = token[..i] + (token[i] == 'A' ? 'B' : 'A') + token[(i + 1)..];
            session.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", changed);
            using var response = await session.GetAsync(Probe);
            AssertServiceLogin(response);
        }
    }

    [Fact]
    public async Task Token_IsAccepted_ByEverySimulatorOfItsSeedOnly()
    {
        await using var one = await GrinSession.StartAsync(new SimulatorOptions { Seed = 1 });
        await using var same = await GrinSession.StartAsync(new SimulatorOptions { Seed = 1 });
        await using var other = await GrinSession.StartAsync(new SimulatorOptions { Seed = 2 });
        var token = new AuthenticationHeaderValue("Bearer", one.Grin.IssueToken());
        same.Client.DefaultRequestHeaders.Authorization = token;
        other.Client.DefaultRequestHeaders.Authorization = token;

        using var accepted = await same.GetAsync(Probe);
        using var refused = await other.GetAsync(Probe);

        Assert.Equal(HttpStatusCode.OK, accepted.StatusCode);
        AssertServiceLogin(refused);
    }

    [Theory]
    [InlineData("Other/?format=text")]
    [InlineData("example/_all_books")]
    [InlineData("Example/_barcode_search?barcodes=1")]
    [InlineData("Example/_ALL_BOOKS")]
    [InlineData("Example/90000000000017.tar.gz.gpg")]
    public async Task Resource_IsNotFound_IfDirectoryOrNameIsUnknown(string path)
    {
        await using var session = await GrinSession.StartAsync();

        using var response = await session.GetAsync(new Uri(session.Grin.BaseAddress, path).AbsoluteUri);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task WaitForShutdownAsync_StopsServing_IfCancelled()
    {
        await using var session = await GrinSession.StartAsync();
        using var stop = new CancellationTokenSource();
        var serving = session.Grin.WaitForShutdownAsync(stop.Token);
        using var before = await session.GetAsync(Probe);

        await stop.CancelAsync();
        await serving;

        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        await Assert.ThrowsAsync<HttpRequestException>(() => session.GetAsync(Probe));
    }

    [Fact]
    public async Task StartAsync_Throws_IfThePageSizeIsNotPositive() =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => SimulatedGrin.StartAsync(new SimulatorOptions { MaxPageSize = 0 }));

    [Fact]
    public async Task StartAsync_Throws_IfThePortIsTaken()
    {
        await using var session = await GrinSession.StartAsync();

        await Assert.ThrowsAsync<IOException>(
            () => SimulatedGrin.StartAsync(new SimulatorOptions { Port = session.Grin.BaseAddress.Port }));
    }

    [Fact]
    public async Task Latency_DelaysEachAnswer()
    {
        var time = new FakeTimeProvider();
        await using var session = await GrinSession.StartAsync(new SimulatorOptions { Latency = TimeSpan.FromMinutes(1) }, time);

        var answer = session.GetAsync(Probe);
        while (!answer.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(10));
            await Task.Delay(5);
        }

        using var response = await answer;
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.True(time.GetUtcNow() - session.Grin.Journal.Recent.Single().Time >= TimeSpan.FromMinutes(1));
    }

    private static void AssertServiceLogin(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        Assert.StartsWith("https://accounts.google.com/ServiceLogin?", response.Headers.Location?.OriginalString, StringComparison.Ordinal);
    }
}
