using System.Diagnostics;
using GrinToS3.Simulator;
using GrinToS3.Testing.Storage;

namespace GrinToS3.Functions.EndToEnd;

/// <summary>A sync of 2,000 volumes by the app, from GRIN into a real S3 server.</summary>
public sealed class SyncTests(EndToEndFixture fixture, S3Server server, ITestOutputHelper output) : EndToEndTest(fixture, output)
{
    private const int Books = 32_500;
    private const int Volumes = 2000;
    private const int MostEvents = 500;
    private const string Run = "main";

    [Fact]
    public async Task SyncRun_StoresEveryVolumeOnce_AndLaterOnlyWhatHasChanged()
    {
        using var place = await S3Place.MakeAsync(server);
        var stand = await StandAsync(new SimulatorOptions { Books = Books, ArchiveSize = SimulatorOptions.SmallestArchive });
        stand.StoreIn(place);
        var host = await stand.HostAsync("a", ("Grin__PageSize", "5000"));
        (await host.StartAsync(new { run = Run })).Expect(202);
        await stand.Hub.EndAsync(Run, "Completed", Lasting.Run);
        var synced = new SyncedRun(stand, place, Run);
        var converted = synced.Converted;
        Assert.InRange(converted.Count, Volumes, Books);

        var events = await SyncAsync(stand, host, "Converted");

        Assert.Equal(converted.Count, stand.Grin.Journal.Count("archive"));
        await synced.AssertAllStoredAsync();
        Say($"{converted.Count} archives, page texts and manifests in S3, {3 * converted.Count} objects with their metadata, MARC columns, artifacts and "
            + $"{8 * converted.Count} events: each as the simulator's own description has it");
        var generations = events.Where(static one => one.Key.Instance == $"run-{Run}").Select(static one => one.Value).ToList();
        Assert.InRange(generations.Max(), 1, MostEvents);
        Assert.InRange(events.Values.Max(), 1, MostEvents);
        Say($"history: {generations.Count} generations of the orchestration seen, {generations.Max()} events at the most; any instance: {events.Values.Max()}");

        var before = await synced.EndStateAsync();
        await SyncAsync(stand, host, "Converted");
        Assert.Equal(converted.Count, stand.Grin.Journal.Count("archive"));
        Assert.Equal(before, await synced.EndStateAsync());
        Say("a second sync: no request for an archive, no row and no object changed");

        var changed = converted.Where(static (_, number) => number % 97 == 0).ToList();
        Assert.All(changed, barcode => Assert.True(stand.Grin.Reconvert(barcode)));
        await SyncAsync(stand, host, "Changed");
        Assert.Equal(converted.Count + (2 * changed.Count), stand.Grin.Journal.Count("archive"));
        await synced.AssertAllStoredAsync(fetchedAgain: changed);
        Say($"{changed.Count} ETags changed: {changed.Count} asked for by HEAD, {changed.Count} fetched, all stored as GRIN has them now");
        Say(host.AssertOneConnection(Run));
    }

    private async Task<Dictionary<(string Instance, string Execution), int>> SyncAsync(AppStand stand, FunctionsHost host, string queue)
    {
        var began = Stopwatch.GetTimestamp();
        (await host.SyncAsync(Run, new { queues = new[] { queue }, request = false })).Expect(202);
        var events = await stand.Hub.WatchHistoryAsync(Run, Lasting.Run);
        await stand.Hub.EndAsync(Run, "Completed", Lasting.Step);
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var status = Api.Parse((await stand.Hub.InstanceAsync(Run))!.GetString("CustomStatus"))!;
        var volumes = status["toFetch"]!.GetValue<int>();
        Say($"sync {queue}: Completed after {seconds:F1} s, {volumes} volumes chosen ({volumes / seconds:F1} a second), {status["stored"]} stored, {status["skipped"]} skipped");
        return events;
    }
}
