using System.Diagnostics;
using GrinToS3.Testing.Storage;

namespace GrinToS3.Functions.EndToEnd;

public sealed class WorkerKillTests(EndToEndFixture fixture, S3Server server, ITestOutputHelper output) : EndToEndTest(fixture, output)
{
    private const int Seed = 20_261_129;

    private FunctionsHost _host = null!;
    private int _hosts;

    [Fact]
    public async Task Collect_EndsAsIfUndisturbed_IfTheWorkerIsKilledAtRandomMoments()
    {
        var stand = await StandAsync(KilledCollections.Library);
        await KillAsync(stand, new KilledCollections(stand, new Random(Seed)));
    }

    [Fact]
    public async Task Sync_EndsAsIfUndisturbed_IfTheWorkerIsKilledAtRandomMoments()
    {
        using var place = await S3Place.MakeAsync(server);
        var stand = await StandAsync(KilledSyncs.Library);
        stand.StoreIn(place);
        await KillAsync(stand, new KilledSyncs(stand, new Random(Seed), place));
    }

    private async Task KillAsync(AppStand stand, KilledRuns runs)
    {
        var started = Stopwatch.GetTimestamp();
        runs.Keep = () => KeepHostAsync(stand);
        await runs.Keep();
        Say($"seed {Seed}: an undisturbed run takes {(await runs.RunUndisturbedAsync(_host)).TotalSeconds:F1} s");
        var kills = 0;
        while (kills < Lasting.Kills)
        {
            await runs.Keep();
            await runs.BeginAsync(_host);
            while (kills < Lasting.Kills && await runs.IsAliveAsync())
            {
                await runs.WaitForAMomentAsync(TimeSpan.FromSeconds(3));
                await Until.TrueAsync(
                    async () =>
                    {
                        await runs.Keep();
                        return await _host.KillWorkersAsync() > 0;
                    },
                    Lasting.Step,
                    () => "the host starts no other worker");
                await runs.AssertAfterKillAsync();
                kills += await runs.IsAliveAsync() ? 1 : 0;
            }

            await runs.EndAsync();
        }

        Say($"worker killed {kills} times with -9 at random moments of {runs.Count} runs, in {_hosts} hosts: each Completed, {runs.Sound}; "
            + $"{Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s");
    }

    /// <summary>A host whose workers die too often ends itself, for its platform to start it again.</summary>
    private async Task KeepHostAsync(AppStand stand)
    {
        if (_host is null || _host.HasEnded)
        {
            _host = await stand.HostAsync();
            _hosts++;
        }
    }
}
