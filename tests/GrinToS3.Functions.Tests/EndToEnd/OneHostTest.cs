namespace GrinToS3.Functions.EndToEnd;

/// <summary>A test on the host of its class.</summary>
public abstract class OneHostTest : IClassFixture<OneHost>, IAsyncDisposable
{
    private readonly OneHost _shared;
    private readonly ITestOutputHelper _output;

    private protected OneHostTest(OneHost shared, ITestOutputHelper output)
    {
        Assert.SkipWhen(shared.Missing is not null, shared.Missing ?? "");
        _shared = shared;
        _output = output;
    }

    private protected OneHost Shared => _shared;

    private protected FunctionsHost Host => _shared.Host;

    private protected AppStand Stand => _shared.Stand;

    private protected void Say(string line) => _output.WriteLine(line);

    /// <summary>Fails unless a body is refused with 400 in one line that says what is wrong, and nothing is left of it.</summary>
    private protected async Task AssertRefusedAsync(string address, string body, string detail)
    {
        var before = Directory.GetFileSystemEntries(Stand.Mount);

        var refused = (await Host.PostAsync(address, body)).ExpectProblem(400, detail);

        Assert.DoesNotContain('\n', refused["detail"]!);
        Assert.Equal(before, Directory.GetFileSystemEntries(Stand.Mount));
        Say($"{body} -> {refused.Status} {refused["detail"]}");
    }

    public ValueTask DisposeAsync()
    {
        HostLogs.KeepIfFailed(Stand);
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
