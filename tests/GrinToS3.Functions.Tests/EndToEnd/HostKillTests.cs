using System.Diagnostics;
using GrinToS3.Simulator;
using GrinToS3.Testing.Storage;

namespace GrinToS3.Functions.EndToEnd;

public sealed class HostKillTests(EndToEndFixture fixture, S3Server server, ITestOutputHelper output) : EndToEndTest(fixture, output)
{
    private const int Seed = 20_261_124;

    // Messages that a killed host has taken come back after a minute: deployments side by side wait for theirs together.
    private const int Deployments = 4;

    [Fact]
    public Task Collect_EndsAsIfUndisturbed_IfTheHostIsKilledAtRandomMoments() =>
        KillAsync(KilledCollections.Library, static (stand, chance) => new KilledCollections(stand, chance));

    [Fact]
    public async Task Sync_EndsAsIfUndisturbed_IfTheHostIsKilledAtRandomMoments()
    {
        var places = new List<S3Place>();
        try
        {
            for (var number = 0; number < Deployments; number++)
            {
                places.Add(await S3Place.MakeAsync(server));
            }

            var unused = new Queue<S3Place>(places);
            await KillAsync(KilledSyncs.Library, (stand, chance) =>
            {
                var place = unused.Dequeue();
                stand.StoreIn(place);
                return new KilledSyncs(stand, chance, place);
            });
        }
        finally
        {
            places.ForEach(static place => place.Dispose());
        }
    }

    private async Task KillAsync(SimulatorOptions library, Func<AppStand, Random, KilledRuns> make)
    {
        var started = Stopwatch.GetTimestamp();
        var deployments = new List<(AppStand Stand, Random Chance, KilledRuns Runs)>();
        for (var number = 0; number < Deployments; number++)
        {
            var (stand, chance) = (await StandAsync(library), new Random(Seed + number));
            deployments.Add((stand, chance, make(stand, chance)));
        }

        var kills = await Task.WhenAll(deployments.Select((one, number) =>
            KillAsync(one.Stand, one.Runs, Seed + number, (Lasting.Kills / Deployments) + (number < Lasting.Kills % Deployments ? 1 : 0))));

        Assert.Equal(Lasting.Kills, kills.Sum());
        Say($"host killed {kills.Sum()} times with -9 at random moments of {deployments.Sum(static one => one.Runs.Count)} runs (seeds {Seed} to {Seed + Deployments - 1}): "
            + $"each Completed, {deployments[0].Runs.Sound}; {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s");
    }

    private async Task<int> KillAsync(AppStand stand, KilledRuns runs, int seed, int wanted)
    {
        var started = Stopwatch.GetTimestamp();
        var host = await stand.HostAsync();
        runs.Keep = () =>
        {
            host = host.HasEnded ? stand.Begin() : host;
            return Task.CompletedTask;
        };
        var startUp = Stopwatch.GetElapsedTime(started);
        Say($"seed {seed}: a start takes {startUp.TotalSeconds:F1} s, an undisturbed run {(await runs.RunUndisturbedAsync(host)).TotalSeconds:F1} s");
        var kills = 0;
        while (kills < wanted)
        {
            host = await stand.ReadyAsync(host);
            await runs.BeginAsync(host);
            while (kills < wanted && await runs.IsAliveAsync())
            {
                await runs.WaitForAMomentAsync(startUp);
                await host.KillAsync();
                await runs.AssertAfterKillAsync();
                kills += await runs.IsAliveAsync() ? 1 : 0;
                host = stand.Begin();
            }

            await runs.EndAsync();
        }

        return kills;
    }
}
