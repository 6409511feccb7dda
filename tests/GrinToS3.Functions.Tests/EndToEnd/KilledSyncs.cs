using System.Diagnostics;
using GrinToS3.Simulator;

namespace GrinToS3.Functions.EndToEnd;

/// <summary>Syncs into S3 that are disturbed. Archives are large enough to be uploaded in parts.</summary>
internal sealed class KilledSyncs(AppStand stand, Random chance, S3Place place) : KilledRuns(stand, chance)
{
    private const int Books = 300;

    private int _volumes;
    private int _batches;
    private List<string> _expected = [];

    internal static SimulatorOptions Library { get; } = new() { Books = Books, ArchiveSize = 12_000_000, Latency = TimeSpan.FromMilliseconds(20) };

    internal override string Sound =>
        $"{_volumes} volumes stored and completed once each, {_batches} batches, none doubled, no completed without its object at any kill, no upload left "
        + "unfinished, rows, events and objects equal to the undisturbed run's";

    protected override string Resource => "archive";

    protected override int RequestsBetweenKills => 5;

    // The server keeps all in memory, so what has been looked at is deleted.
    internal override async Task<TimeSpan> RunUndisturbedAsync(FunctionsHost host)
    {
        var began = Stopwatch.GetTimestamp();
        await StartAsync(host, Undisturbed);
        await WaitForEndAsync(Undisturbed);
        var elapsed = Stopwatch.GetElapsedTime(began);
        var run = new SyncedRun(Stand, place, Undisturbed);
        await run.AssertAllStoredAsync();
        (_volumes, _batches, _expected) = (run.Converted.Count, run.Batches(), await run.EndStateAsync());
        Assert.InRange(_volumes, 10, Books);
        await place.DeleteAsync(Undisturbed);
        return elapsed;
    }

    internal override Task AssertAfterKillAsync() => new SyncedRun(Stand, place, Current).AssertCompletedAreThereAsync();

    /// <summary>Collects, which is not disturbed, and begins to sync.</summary>
    protected override async Task StartAsync(FunctionsHost host, string run)
    {
        (await host.StartAsync(new { run, grin = new { pageSize = Books } })).Expect(202);
        await WaitForEndAsync(run);
        (await host.SyncAsync(run, new { queues = new[] { "Converted" }, request = false })).Expect(202);
    }

    protected override async Task AssertSameAsync(string run)
    {
        var synced = new SyncedRun(Stand, place, run);
        await synced.AssertAllStoredAsync();
        Assert.Equal(synced.Converted, synced.Completed());
        Assert.Equal(_expected, await synced.EndStateAsync());
        Assert.Equal(_batches, synced.Batches());

        await place.DeleteAsync(run);
    }
}
