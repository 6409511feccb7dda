using GrinToS3.Simulator;

namespace GrinToS3.Functions.EndToEnd;

/// <summary>A test that drives the published app over HTTP, under a real host.</summary>
public abstract class EndToEndTest(EndToEndFixture fixture, ITestOutputHelper output) : IAsyncDisposable
{
    private readonly List<AppStand> _stands = [];

    /// <summary>Writes a figure that can be quoted.</summary>
    private protected void Say(string line) => output.WriteLine(line);

    /// <summary>A place to run the app in, with a library behind it; skips the test where there is no host.</summary>
    private protected async Task<AppStand> StandAsync(SimulatorOptions library)
    {
        Assert.SkipWhen(fixture.Missing is not null, fixture.Missing ?? "");
        var stand = await AppStand.StartAsync(fixture, library);
        _stands.Add(stand);
        return stand;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var stand in _stands)
        {
            HostLogs.KeepIfFailed(stand);
        }

        // All of them, even where one can't be.
        await Task.WhenAll(_stands.Select(static stand => stand.DisposeAsync().AsTask()));
        GC.SuppressFinalize(this);
    }
}
