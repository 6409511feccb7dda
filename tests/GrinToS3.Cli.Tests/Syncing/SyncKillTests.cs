using System.Diagnostics;
using System.Security.Cryptography;
using GrinToS3.Cli.Processes;
using GrinToS3.Files;
using GrinToS3.Progress;

namespace GrinToS3.Cli.Syncing;

/// <summary>gaps 7: "kill -9 during any stage".</summary>
public sealed class SyncKillTests
{
    private const int Seed = 20_261_124;
    private const int Runs = 10;
    private const int KillsARun = 5;
    private const int KilledBySignal = 128 + 9;

    [Fact]
    public async Task Sync_EndsTheSame_IfItIsKilledAtAnyMoment()
    {
        await using var stand = await GrinStand.StartAsync(SyncStand.Library(600) with { Latency = TimeSpan.FromMilliseconds(5) });
        var startUp = await SyncUndisturbedAsync(stand);
        var kills = 0;
        await Parallel.ForAsync(0, Runs, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (number, _) =>
        {
            var (run, chance) = ($"killed{number}", new Random(Seed + number));
            await stand.DoAsync(Begin(stand, run));
            for (var kill = 0; kill < KillsARun;)
            {
                kill += await KillOnceAsync(stand, run, chance, startUp) ? 1 : 0;
                AssertSound(stand, run, $"seed {Seed + number}, kill {kill}");
            }

            Interlocked.Add(ref kills, KillsARun);
            await stand.DoAsync(Sync(run));
            AssertSame(stand, run);
        });

        Assert.Equal(Runs * KillsARun, kills);
    }

    private static async Task<TimeSpan> SyncUndisturbedAsync(GrinStand stand)
    {
        await stand.DoAsync(Begin(stand, "undisturbed"));
        var started = Stopwatch.GetTimestamp();
        await using var grin = stand.Start(Sync("undisturbed"));
        Assert.NotNull(await grin.ReadToAsync("\"stored\":1,"));
        var startUp = Stopwatch.GetElapsedTime(started);
        var exit = await grin.EndAsync();
        Assert.True(exit.Code == 0, exit.ToString());
        Assert.All(stand.Converted(), barcode => stand.AssertStored(Storage(stand, "undisturbed"), barcode));
        return startUp;
    }

    /// <returns>False where it had ended before its moment came.</returns>
    private static async Task<bool> KillOnceAsync(GrinStand stand, string run, Random chance, TimeSpan startUp)
    {
        await using var grin = stand.Start(Sync(run));
        switch (chance.Next(4))
        {
            case 0:
                await Task.Delay(startUp * chance.NextDouble());
                break;
            case 1:
                await grin.ReadToAsync("\"phase\":\"Publishing\"");
                await Task.Delay(chance.Next(60));
                break;
            default:
                for (var lines = chance.Next(1, 12); lines > 0; lines--)
                {
                    await grin.ReadToAsync("\"phase\":\"Fetching\"");
                }

                await Task.Delay(chance.Next(30));
                break;
        }

        grin.Kill();
        var exit = await grin.EndAsync();
        Assert.True(exit.Code is KilledBySignal or 0 && exit.Errors.Count == 0, exit.ToString());
        return exit.Code is KilledBySignal;
    }

    private static void AssertSound(GrinStand stand, string run, string moment)
    {
        var database = stand.Run(run).Database;
        Assert.Empty(DatabaseCheck.Run(database).Problems);
        var completed = SyncStand.Completed(database);
        Assert.True(completed.Distinct().Count() == completed.Count, $"{moment}: a volume was completed twice");
        Assert.All(completed, barcode => stand.AssertStored(Storage(stand, run), barcode));
    }

    private static void AssertSame(GrinStand stand, string run)
    {
        Assert.Equal(stand.Converted(), SyncStand.Completed(stand.Run(run).Database));
        Assert.Equal(Objects(stand, "undisturbed"), Objects(stand, run));
        foreach (var sql in new[]
        {
            "SELECT barcode, title, encrypted_etag, CAST(is_decrypted AS TEXT), marc_title, marc_date_1, marc_subjects FROM books WHERE is_decrypted = 1 ORDER BY barcode",
            "SELECT barcode, stage, state FROM volume_states ORDER BY barcode, stage",
            "SELECT barcode, kind, CAST(size AS TEXT), sha256, source_etag FROM artifacts ORDER BY barcode, kind",
        })
        {
            Assert.Equal(SyncStand.Query(stand.Run("undisturbed").Database, sql), SyncStand.Query(stand.Run(run).Database, sql));
        }

        Assert.Empty(Directory.EnumerateFiles(stand.Run(run).Inbox));
    }

    /// <summary>Every file in a run's storage that belongs to a volume, and whatever does not belong there at all.</summary>
    private static List<string> Objects(GrinStand stand, string run) =>
    [
        .. Directory.EnumerateFiles(Storage(stand, run), "*", SearchOption.AllDirectories)
            .Select(path => (Path: path, Name: Path.GetRelativePath(Storage(stand, run), path).Replace(run, "RUN", StringComparison.Ordinal)))
            .Where(static one => !one.Name.StartsWith("meta/RUN/timestamped/", StringComparison.Ordinal)
                && one.Name is not ("meta/RUN/books_latest.csv" or "meta/RUN/books_latest.csv.gz" or "meta/RUN/books_latest.db.gz"
                    or "meta/RUN/process_summary.json.gz" or "meta/RUN/run_config.json"))

            // Archives in local storage belong to no run, so what a kill left there is deleted a day later.
            .Where(static one => !(one.Name.StartsWith("raw/", StringComparison.Ordinal) && one.Name.Contains(AtomicFile.TemporarySuffix, StringComparison.Ordinal)))

            // And so is the object of a storage check, in any bucket.
            .Where(static one => !one.Name.Contains("/RUN/write-probe-", StringComparison.Ordinal))
            .Select(static one => $"{one.Name} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(one.Path)))}")
            .Order(StringComparer.Ordinal),
    ];

    private static string Storage(GrinStand stand, string run) => stand[$"storage-{run}"];

    private static string[] Sync(string run) => SyncStand.Sync(run, "--queue", "converted", "--json");

    /// <summary>Archives in local storage have no run's name, so each run has a folder of its own.</summary>
    private static string[] Begin(GrinStand stand, string run) =>
        [.. stand.Collect(run, "--limit", "1").Select(argument => argument is "storage" ? $"storage-{run}" : argument)];
}
