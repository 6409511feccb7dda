using System.Diagnostics;
using GrinToS3.Cli.Processes;
using GrinToS3.Files;
using GrinToS3.Simulator;

namespace GrinToS3.Cli.Collecting;

public sealed class KillTests
{
    private const int Seed = 20_261_123;
    private const int Kills = 100;
    private const int KillsARun = 5;

    [Fact]
    public async Task Collect_LosesNothingAcknowledgedAndEndsTheSame_IfItIsKilledAtAnyMoment()
    {
        await using var stand = await GrinStand.StartAsync(new SimulatorOptions { Books = 2000, Latency = TimeSpan.FromMilliseconds(2) });
        var undisturbed = await CollectUndisturbedAsync(stand);
        Assert.Equal(CollectedRows.Expected(stand.Grin.Library), CollectedRows.Of(stand.Run("undisturbed").Database));

        // Two at a time, for the machine has two cores; each run's kills are drawn from a seed of its own.
        var kills = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = 2 };
        await Parallel.ForAsync(0, Kills / KillsARun, options, async (number, _) =>
        {
            var seed = Seed + number;
            var run = new KilledRun(stand, $"killed{number}", new Random(seed), undisturbed);
            try
            {
                while (run.Kills < KillsARun)
                {
                    await run.KillOnceAsync();
                }

                Interlocked.Add(ref kills, run.Kills);
                await stand.DoAsync(run.Arguments);
                AssertSame(stand, $"killed{number}");
            }
            catch (Exception error)
            {
                throw new InvalidOperationException($"run {number}, seed {seed}, after {run.Kills} kills: {error.Message}", error);
            }
        });

        Assert.Equal(Kills, kills);
    }

    /// <summary>Collects into another run, and measures how long a start takes until its first page.</summary>
    private static async Task<TimeSpan> CollectUndisturbedAsync(GrinStand stand)
    {
        var started = Stopwatch.GetTimestamp();
        await using var grin = stand.Start(stand.Collect("undisturbed", "--json", "--page-size", $"{KilledRun.PageSize}"));
        Assert.NotNull(await grin.ReadToAsync("\"lastBatch\""));
        var startUp = Stopwatch.GetElapsedTime(started);
        var exit = await grin.EndAsync();
        Assert.True(exit.Code == 0, exit.ToString());
        return startUp;
    }

    private static void AssertSame(GrinStand stand, string run)
    {
        Assert.Equal(CollectedRows.Of(stand.Run("undisturbed").Database), CollectedRows.Of(stand.Run(run).Database));
        Assert.Equal(CollectedRows.CsvWithoutTimes(stand.Run("undisturbed").Csv), CollectedRows.CsvWithoutTimes(stand.Run(run).Csv));
        var published = Path.Combine(stand.Storage, "meta", run, "books_latest.csv");
        Assert.Equal(File.ReadAllBytes(stand.Run(run).Csv), File.ReadAllBytes(published));
        Assert.Empty(Directory.EnumerateFiles(stand.Run(run).Inbox));
        Assert.Empty(Unfinished(stand.Run(run).Path));
        Assert.Empty(Unfinished(Path.Combine(stand.Storage, "meta", run)));
    }

    private static IEnumerable<string> Unfinished(string folder) =>
        Directory.EnumerateFiles(folder, $"*{AtomicFile.TemporarySuffix}*", SearchOption.AllDirectories);
}
