using GrinToS3.Simulator;

namespace GrinToS3.Functions.EndToEnd;

/// <summary>A host that the tests of a class share, each with a run of its own. Its library takes minutes to collect in small pages.</summary>
public sealed class OneHost(EndToEndFixture fixture) : IAsyncLifetime
{
    internal string? Missing => fixture.Missing;

    internal bool IsCoreTools => fixture.Program!.IsCoreTools;

    internal AppStand Stand { get; private set; } = null!;

    internal FunctionsHost Host { get; private set; } = null!;

    /// <summary>A start of a run that lasts.</summary>
    internal static object LongRun(string run) => new { run, grin = new { pageSize = 10 } };

    public async ValueTask InitializeAsync()
    {
        if (Missing is null)
        {
            Stand = await AppStand.StartAsync(fixture, new SimulatorOptions { Books = 5000, Latency = TimeSpan.FromMilliseconds(50) });
            Host = await Stand.HostAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Missing is null)
        {
            await Stand.DisposeAsync();
        }
    }

    /// <summary>Waits until a run has applied some pages.</summary>
    internal async Task PagesAsync(string run, int pages) => await Until.TrueAsync(
        async () => Api.Parse((await Stand.Hub.InstanceAsync(run))?.GetString("CustomStatus") ?? "")?["pages"]?.GetValue<int>() >= pages,
        Lasting.Step,
        () => $"{run} does not get to page {pages}");

    /// <summary>Ends a run at once.</summary>
    internal async Task TerminateAsync(string run)
    {
        (await Host.PostAsync($"api/runs/{run}/stop?now=true")).Expect(202);
        await Stand.Hub.EndAsync(run, "Terminated", Lasting.Step);
    }
}
