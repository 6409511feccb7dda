using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using GrinToS3.Simulator;

namespace GrinToS3.Functions.EndToEnd;

public sealed class CollectTests(EndToEndFixture fixture, ITestOutputHelper output) : EndToEndTest(fixture, output)
{
    private const int Volumes = 100_000;
    private const int PageSize = 1000;
    private const int Pages = Volumes / PageSize;
    private const int MostEvents = 500;

    // What one execution of the orchestration does before it continues as new, whatever the size of the library.
    private const int PagesOfGeneration = 40;
    private const string Run = "main";

    [Fact]
    public async Task StartRun_CollectsWhatTheCommandLineCollects_IfTheLibraryHas100000Volumes()
    {
        var stand = await StandAsync(new SimulatorOptions { Books = Volumes });
        var reference = stand["command-line"];
        await CommandLine.CollectAsync(stand, reference, Run, PageSize);
        Directory.Move(stand.Storage, stand["command-line-storage"]);
        var host = await stand.HostAsync("a", ("Grin__PageSize", $"{PageSize}"));

        var began = Stopwatch.GetTimestamp();
        var accepted = (await host.StartAsync(new { run = Run })).Expect(202);
        Assert.Equal(accepted["statusQueryGetUri"], accepted.Location?.OriginalString);
        Assert.True(accepted.RetryAfter > TimeSpan.Zero);
        Assert.Equal("run-main", accepted["id"]);
        Assert.All(
            ["sendEventPostUri", "terminatePostUri", "suspendPostUri", "resumePostUri", "purgeHistoryDeleteUri"],
            uri => Assert.NotNull(accepted[uri]));
        var events = await stand.Hub.WatchHistoryAsync(Run, Lasting.Run);
        await stand.Hub.EndAsync(Run, "Completed", Lasting.Run);
        Say($"{Volumes} volumes, {Pages} pages: Completed after {Stopwatch.GetElapsedTime(began).TotalSeconds:F1} s");
        var status = await (host.GetAsync(accepted.Location!.AbsoluteUri));
        Assert.Equal("Completed", status.Expect(200)["runtimeStatus"]);

        AssertSame(stand, Path.Combine(reference, "output", Run));
        await AssertSameExportAsync(stand);
        AssertHistory(events);
        Say(host.AssertOneConnection(Run));
    }

    private void AssertHistory(Dictionary<(string Instance, string Execution), int> events)
    {
        var generations = events.Where(static one => one.Key.Instance == "run-main").Select(static one => one.Value).ToList();
        var entity = events.Where(static one => one.Key.Instance != "run-main").Select(static one => one.Value).Max();
        Assert.InRange(generations.Max(), 1, MostEvents);
        Assert.InRange(entity, 1, MostEvents);
        const int million = 1_000_000;
        Say(
            $"history: {generations.Count} generations of the orchestration, {generations.Max()} events at the most; the entity's: {entity}. "
            + $"{million} volumes are {million / PageSize} pages, so {(million / PageSize) + PagesOfGeneration - 1} / {PagesOfGeneration} = "
            + $"{((million / PageSize) + PagesOfGeneration - 1) / PagesOfGeneration} generations, each of {PagesOfGeneration} pages as here: "
            + $"{generations.Max()} events an instance at the most, at any size");
    }

    private void AssertSame(AppStand stand, string reference)
    {
        var run = stand.Run(Run);
        var file = new RunFile(run);
        file.AssertSound(Pages, Volumes);
        Assert.Empty(Directory.EnumerateFiles(run.Inbox));
        Assert.Equal(0, file.RowsDifferentFrom(Path.Combine(reference, "books.db")));
        var config = File.ReadAllBytes(run.Config);
        Assert.Equal(File.ReadAllBytes(Path.Combine(reference, "run_config.json")), config);
        var stored = Path.Combine("meta", Run, "run_config.json");
        Assert.Equal(config, File.ReadAllBytes(Path.Combine(stand.Storage, stored)));
        var csv = DigestWithoutTimes(run.Csv);
        Assert.Equal(DigestWithoutTimes(Path.Combine(reference, "books_export.csv")), csv);
        Assert.Equal(SHA256.HashData(File.ReadAllBytes(run.Csv)), SHA256.HashData(File.ReadAllBytes(Path.Combine(stand.Storage, "meta", Run, "books_latest.csv"))));
        Say($"books: {Volumes} rows, 0 differ from grin collect's in any of 52 columns (all but created_at and updated_at)");
        Say($"run_config.json: {config.Length} bytes, the same as grin collect's");
        Say($"CSV without its last two columns (when the tool wrote the row): SHA-256 {csv}, the same as grin collect's");
    }

    private async Task AssertSameExportAsync(AppStand stand)
    {
        var (run, exported) = (stand.Run(Run), stand["exported.csv"]);
        await CommandLine.ExportAsync(stand, run, exported);
        var digest = Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(exported)));
        Assert.Equal(digest, Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(run.Csv))));
        Say($"grin export of the app's books.db: {new FileInfo(exported).Length} bytes, SHA-256 {digest}, the same as the CSV that the app published");
    }

    private static string DigestWithoutTimes(string csv)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var line in File.ReadLines(csv))
        {
            digest.AppendData(Encoding.UTF8.GetBytes($"{line[..line.LastIndexOf(',', line.LastIndexOf(',') - 1)]}\n"));
        }

        return Convert.ToHexString(digest.GetHashAndReset());
    }
}
