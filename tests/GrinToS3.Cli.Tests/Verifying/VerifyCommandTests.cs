using System.Text.Json.Nodes;
using GrinToS3.Cli.Processes;
using GrinToS3.Cli.Syncing;
using GrinToS3.Verifying;
using GrinToS3.Workflows;

namespace GrinToS3.Cli.Verifying;

/// <summary><c>grin verify</c> as a process, on what real syncs have stored.</summary>
public sealed class VerifyCommandTests
{
    /// <summary>Some 200 converted volumes, of three objects each.</summary>
    private const int Books = 3300;

    [Fact]
    public async Task Verify_NamesAllDamageAndTheRepairListMendsIt_IfItIsSynced()
    {
        await using var stand = await SyncStand.StartAsync(SyncStand.Library(Books));
        await stand.DoAsync(SyncStand.Sync(more: ["--queue", "converted"]));
        await stand.DoAsync(Verify("--level", "full"));
        var before = FolderState.Of(stand.Storage);
        var damaged = DamageVolumes(stand);

        var found = await stand.RunAsync(Verify("--level", "full", "--json"));

        var report = Report(found);
        Assert.True(found.Code == 7 && found.Errors.Count == 0, found.ToString());
        Assert.Equal((damaged.Count, 0), (report.Counts.Damaged, report.Counts.Unknown));
        Assert.Equal(
            damaged.Order(StringComparer.Ordinal), ObjectFindings.Read(report.Findings).Select(static one => one.Place).Order(StringComparer.Ordinal));
        Assert.All(damaged, path => Assert.Contains(stand.Converted(), barcode => path.Contains(barcode, StringComparison.Ordinal)));

        // GRIN still has the same versions: without --force nothing is fetched, and the list says so.
        var barcodes = File.ReadAllLines(report.Repair!).Where(static line => !line.StartsWith('#')).ToList();
        var asked = stand.Grin.Journal.Recent.Count(static one => one is { Resource: "archive", Method: "GET" });
        await stand.DoAsync(SyncStand.Sync(more: ["--barcodes-file", report.Repair!]));
        Assert.Equal(asked, stand.Grin.Journal.Recent.Count(static one => one is { Resource: "archive", Method: "GET" }));
        Assert.Equal(7, (await stand.RunAsync(Verify("--level", "full"))).Code);

        var repaired = SyncStand.Result(await stand.DoAsync([.. Words(report.RepairCommand!), "--json"]));
        Assert.Equal(barcodes.Count, repaired.Progress.Stored);
        var clean = await stand.DoAsync(Verify("--level", "full", "--json"));
        Assert.Equal((0, 0), (Report(clean).Counts.Damaged, Report(clean).Counts.Unknown));
        Assert.False(File.Exists(report.Repair));
        Assert.All(stand.Converted(), barcode => stand.AssertStored(stand.Storage, barcode));
        Assert.Subset(Names(FolderState.Of(stand.Storage)), Names(before));
    }

    [Fact]
    public async Task Verify_EndsTheSame_IfItIsKilledAgainAndAgain()
    {
        await using var stand = await SyncStand.StartAsync(SyncStand.Library(Books));
        await stand.DoAsync(SyncStand.Sync(more: ["--queue", "converted"]));
        var damaged = DamageVolumes(stand);
        var (kills, exit) = (0, default(GrinExit));
        for (var wait = 150; exit is null; wait += 50)
        {
            await using var grin = stand.Start(Verify("--level", "full", "--parallel", "1", "--json"));
            await Task.Delay(TimeSpan.FromMilliseconds(wait), TimeProvider.System);
            if (grin.HasEnded)
            {
                exit = await grin.EndAsync();
                break;
            }

            grin.Kill();
            await grin.EndAsync();
            kills++;
        }

        Assert.True(kills > 3 && exit!.Code == 7, $"{kills} kills, {exit}");
        Assert.Equal(
            damaged.Order(StringComparer.Ordinal), ObjectFindings.Read(Report(exit).Findings).Select(static one => one.Place).Order(StringComparer.Ordinal));
        Assert.Equal(3L * stand.Converted().Count, Report(exit).Counts.Objects);
    }

    [Fact]
    public async Task Verify_ChangesNothingButItsOwnFiles()
    {
        await using var stand = await SyncStand.StartAsync(SyncStand.Library(300));
        await stand.DoAsync(SyncStand.Sync(more: ["--queue", "converted"]));
        File.Delete(Path.Combine(stand.Storage, "raw", stand.Converted()[0], $"{stand.Converted()[0]}.tar.gz"));
        var before = Others(stand);

        var exit = await stand.RunAsync(Verify());

        Assert.Equal(7, exit.Code);
        Assert.Equal(before, Others(stand));
        Assert.Contains(exit.Output, static line => line.StartsWith("  Missing ", StringComparison.Ordinal));
        Assert.Contains(exit.Output, static line => line.StartsWith("Repair with: grin sync --run-name run1 --barcodes-file ", StringComparison.Ordinal));

        static List<string> Others(GrinStand stand) =>
            [.. FolderState.Of(stand.Folder).Where(static line => !line.StartsWith("output/run1/verify", StringComparison.Ordinal) && !line.StartsWith("logs", StringComparison.Ordinal))];
    }

    [Theory]
    [InlineData("--level 'deep' is none of size, checksum, full", "--level", "deep")]
    [InlineData("--parallel must be between 1 and 100", "--parallel", "0")]
    [InlineData("--show must be at least 0", "--show", "-1")]
    [InlineData("there is no run 'run2'", "--run-name", "run2")]
    public async Task Verify_Exits2AndChangesNothing_IfWhatItIsGivenIsBad(string message, params string[] arguments)
    {
        await using var stand = await SyncStand.StartAsync(SyncStand.Library(100));

        await stand.RefuseAsync(2, message, ["verify", .. arguments.Contains("--run-name") ? [] : (string[])["--run-name", "run1"], .. arguments]);
    }

    [Fact]
    public async Task Verify_Exits2_IfAnotherOneIsAtWork()
    {
        await using var stand = await SyncStand.StartAsync(SyncStand.Library(100));
        Directory.CreateDirectory(stand.Run().Verification);
        using var held = new FileStream(Path.Combine(stand.Run().Verification, "verify.lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None);

        var exit = await stand.RunAsync(Verify());

        Assert.True(exit.Code == 2 && exit.Errors is [var line] && line.Contains("another grin verify", StringComparison.Ordinal), exit.ToString());
    }

    private static string[] Verify(params string[] more) => ["verify", "--run-name", "run1", .. more];

    /// <summary>Deletes, cuts, alters and swaps files of a third of the volumes.</summary>
    /// <returns>The paths.</returns>
    private static List<string> DamageVolumes(GrinStand stand)
    {
        var files = Directory.EnumerateFiles(stand.Storage, "*", SearchOption.AllDirectories)
            .Where(path => stand.Converted().Any(barcode => Path.GetFileName(path).StartsWith(barcode, StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal).Where(static (_, index) => index % 9 == 0).ToList();
        foreach (var (index, path) in files.Index())
        {
            var bytes = File.ReadAllBytes(path);
            switch (index % 3)
            {
                case 0:
                    File.Delete(path);
                    break;
                case 1:
                    File.WriteAllBytes(path, bytes[..(bytes.Length / 2)]);
                    break;
                default:
                    bytes[bytes.Length / 3] ^= 4;
                    File.WriteAllBytes(path, bytes);
                    break;
            }
        }

        var archives = Directory.EnumerateFiles(Path.Combine(stand.Storage, "raw"), "*.gz", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Except(files).Take(2).ToList();
        File.Move(archives[0], archives[0] + ".x");
        File.Move(archives[1], archives[0]);
        File.Move(archives[0] + ".x", archives[1]);
        return [.. files, .. archives];
    }

    /// <summary>A command line as a shell takes it apart, without the program.</summary>
    private static string[] Words(string command) => [.. command.Split(' ').Skip(1).Select(static word => word.Trim('\''))];

    private static VerifyReport Report(GrinExit exit) => WorkflowJson.Read<VerifyReport>(
        JsonNode.Parse(exit.Output.Single(static line => line.Contains("\"event\":\"result\"", StringComparison.Ordinal)))!["result"]!.ToJsonString());

    private static HashSet<string> Names(List<string> state) => [.. state.Select(static line => line.Split(' ')[0])];
}
