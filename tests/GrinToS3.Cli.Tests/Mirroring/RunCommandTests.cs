using System.Text.Json.Nodes;
using GrinToS3.Cli.Processes;
using GrinToS3.Cli.Syncing;
using GrinToS3.Mirroring;
using GrinToS3.Verifying;
using GrinToS3.Workflows;

namespace GrinToS3.Cli.Mirroring;

public sealed class RunCommandTests
{
    private static readonly string[] Run = ["run", "--run-name", "run1"];

    [Fact]
    public async Task Run_DoesAllStagesInOneGo()
    {
        await using var stand = await SyncStand.StartAsync(SyncStand.Library(300));

        var exit = await stand.DoAsync([.. Run, "--daily-quota", "40"]);

        Assert.Contains("Run run1: collecting, requesting, syncing, enriching, auditing of Example", exit.Output[0], StringComparison.Ordinal);
        foreach (var stage in new[] { "collect: Collected 300 volumes", "request: Done: 40 requested", "sync: Done in", "enrich: Done in", "audit: Done in" })
        {
            Assert.Contains(exit.Output, line => line.StartsWith(stage, StringComparison.Ordinal));
        }

        Assert.Equal(stand.Converted(), SyncStand.Completed(stand.Run().Database));
        Assert.Equal("40", Assert.Single(SyncStand.Query(stand.Run().Database, "SELECT CAST(count(*) AS TEXT) FROM books WHERE processing_request_timestamp > ''")));
        Assert.Equal("300", Assert.Single(SyncStand.Query(stand.Run().Database, "SELECT CAST(count(*) AS TEXT) FROM books WHERE enrichment_timestamp > ''")));
    }

    [Fact]
    public async Task Run_DoesNoMore_ThanTheStagesThatAreGiven()
    {
        await using var stand = await SyncStand.StartAsync(SyncStand.Library(300));

        var result = Result(await stand.DoAsync([.. Run, "--stages", "Enrich,sync", "--limit", "5", "--json"]));

        Assert.Equal((null, null, 5), (result.Collect, result.Request, result.Sync!.Progress.Stored));
        Assert.Equal(300, result.Enrich!.Progress.Enriched);
        Assert.Equal(0, stand.Grin.Journal.Count("_process"));
    }

    [Fact]
    public async Task Run_NamesWhatIsDamaged_AndEndsWith7()
    {
        await using var stand = await SyncStand.StartAsync(SyncStand.Library(2000));
        await stand.DoAsync([.. Run, "--stages", "sync"]);
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var harmed = SyncStand.Completed(stand.Run().Database).First(one => new AuditCalendar(1).IsDue(one, today, today));
        var archive = Path.Combine(stand.Storage, "raw", harmed, $"{harmed}.tar.gz");
        await File.WriteAllBytesAsync(archive, "short"u8.ToArray());

        var exit = await stand.RunAsync([.. Run, "--stages", "sync,audit", "--cycle-weeks", "1"]);

        var repair = new VerifyFiles(stand.Run()).AuditRepair;
        Assert.True(exit is { Code: 7, Errors.Count: 0 }, exit.ToString());
        Assert.Contains(exit.Output, line => line.StartsWith("audit:   WrongSize", StringComparison.Ordinal) && line.Contains(archive, StringComparison.Ordinal));
        Assert.Contains(exit.Output, line => line.StartsWith("audit: Repair with: grin sync", StringComparison.Ordinal) && line.Contains(repair, StringComparison.Ordinal));
        Assert.Contains(exit.Output, line => line.Contains("knows 1 objects that are missing or damaged", StringComparison.Ordinal));
        Assert.Contains(
            File.ReadLines(Directory.GetFiles(Path.Combine(stand.Folder, "logs")).Single()), static line => line.Contains(" - WARNING - the audit of run 'run1' knows 1 objects", StringComparison.Ordinal));
        await stand.DoAsync(SyncStand.Sync(more: ["--barcodes-file", repair, "--force"]));
        Assert.Contains("audit: 1 objects that earlier audits found are as they should be now", (await stand.DoAsync([.. Run, "--stages", "audit"])).Output);
    }

    [Fact]
    public async Task Run_WaitsForTheNextPass_AndEndsAtCtrlC_IfItIsContinuous()
    {
        await using var stand = await SyncStand.StartAsync(SyncStand.Library(300));
        await using var grin = stand.Start([.. Run, "--continuous", "--every", "6h"]);

        Assert.NotNull(await grin.ReadToAsync("audit: Done in"));
        Assert.NotNull(await grin.ReadToAsync("Next pass at "));
        var asked = stand.Grin.Journal.Total;
        await grin.InterruptAsync();
        var exit = await grin.EndAsync();

        Assert.True(exit is { Code: 0, Errors.Count: 0 }, exit.ToString());
        Assert.Equal(asked, stand.Grin.Journal.Total);
        Assert.Equal(stand.Converted(), SyncStand.Completed(stand.Run().Database));
    }

    [Fact]
    public async Task Run_StopsThePassWell_IfCtrlCComesInOne()
    {
        await using var stand = await SyncStand.StartAsync(SyncStand.Library(300) with { Latency = TimeSpan.FromMilliseconds(100) });
        await using var grin = stand.Start([.. Run, "--continuous", "--stages", "sync", "--json"]);

        Assert.NotNull(await grin.ReadToAsync("\"stored\":1,"));
        await grin.InterruptAsync();
        var exit = await grin.EndAsync();

        Assert.True(exit is { Code: 130, Errors.Count: 0 }, exit.ToString());
        Assert.Equal(Result(exit).Sync!.Progress.Stored, SyncStand.Completed(stand.Run().Database).Count);
    }

    [Fact]
    public async Task Run_EndsWithTheReason_IfWaitingDoesNotCureIt()
    {
        await using var stand = await SyncStand.StartAsync(SyncStand.Library(300, "_process:times=always:403"));

        var exit = await stand.RunAsync([.. Run, "--continuous"]);

        Assert.True(exit is { Code: 3, Errors.Count: 1 }, exit.ToString());
    }

    [Theory]
    [InlineData("--stages is 'collect,burn'; give collect,request,sync,enrich,audit", "--stages", "collect,burn")]
    [InlineData("--every is 'daily'; give minutes, hours or days", "--continuous", "--every", "daily")]
    [InlineData("--every is '32d'; give minutes, hours or days", "--continuous", "--every", "32d")]
    [InlineData("--pause is '8-9'; give a time of the day", "--continuous", "--pause", "8-9")]
    [InlineData("--pause leaves no time of the day", "--continuous", "--pause", "08:00-20:00", "--pause", "19:00-08:00")]
    [InlineData("--every and --pause need --continuous", "--every", "1h")]
    [InlineData("--daily-quota must be at least 0", "--daily-quota", "-1")]
    [InlineData("--cycle-weeks must be between 1 and 520", "--cycle-weeks", "0")]
    public async Task Run_RefusesAndChangesNothing_IfAnOptionIsWrong(string message, params string[] options)
    {
        await using var stand = await SyncStand.StartAsync(SyncStand.Library(10));

        await stand.RefuseAsync(2, message, [.. Run, .. options]);
    }

    private static MirrorResult Result(GrinExit exit) => WorkflowJson.Read<MirrorResult>(
        JsonNode.Parse(exit.Output.Single(static line => line.Contains("\"event\":\"result\"", StringComparison.Ordinal)))!["result"]!.ToJsonString());
}
