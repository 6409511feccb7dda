using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using GrinToS3.Files;
using GrinToS3.Simulator;
using GrinToS3.Testing.Storage;
using GrinToS3.Verifying;

namespace GrinToS3.Functions.EndToEnd;

public sealed class TimerTests(EndToEndFixture fixture, S3Server server, ITestOutputHelper output) : EndToEndTest(fixture, output)
{
    private static readonly SimulatorOptions Library = new() { Books = 2000, Latency = TimeSpan.FromMilliseconds(200) };

    [Fact]
    public async Task Tick_StartsTheRunOnce_AndAHostsStartDoesNot()
    {
        var stand = await StandAsync(Library);
        var host = await stand.HostAsync("a", ("Grin__PageSize", "10"));
        (await host.GetAsync("api/runs")).Expect(200);
        Assert.Null(await stand.Hub.StatusAsync("main"));
        Assert.Empty(Directory.GetFileSystemEntries(stand.Mount));

        (await host.TickAsync()).Expect(202);
        await Until.TrueAsync(async () => await stand.Hub.StatusAsync("main") is "Running", Lasting.Step, () => "the tick does not start the run");
        var execution = (await stand.Hub.InstanceAsync("main"))!.GetString("ExecutionId");
        (await host.TickAsync()).Expect(202);
        await Until.TrueAsync(
            () => Task.FromResult(host.Log().Contains("this tick does nothing", StringComparison.Ordinal)), Lasting.Step, () => "the second tick says nothing");

        Assert.Equal(execution, (await stand.Hub.InstanceAsync("main"))!.GetString("ExecutionId"));
        Assert.Equal("Running", await stand.Hub.StatusAsync("main"));
        Say(host.Log().Split('\n').First(static line => line.Contains("this tick does nothing", StringComparison.Ordinal)).Trim());
        (await host.PostAsync("api/runs/main/stop?now=true")).Expect(202);
    }

    [Fact]
    public async Task Tick_CollectsRequestsSyncsEnrichesAndAudits_AsOneInstance()
    {
        const int mostEvents = 500;
        var stand = await StandAsync(new SimulatorOptions { Books = 2000, ArchiveSize = SimulatorOptions.SmallestArchive });
        var host = await stand.HostAsync("a", ("Grin__PageSize", "100"), ("Timer__DailyQuota", "300"), ("Timer__SyncLimit", "100"));
        var converted = stand.Grin.Library.Converted.Count();
        Assert.InRange(converted, 101, 2000);

        (await host.TickAsync()).Expect(202);
        await Until.TrueAsync(async () => await stand.Hub.StatusAsync("main") is not null, Lasting.Step, () => "the tick does not start the run");
        var events = await stand.Hub.WatchHistoryAsync("main", Lasting.Run);
        await stand.Hub.EndAsync("main", "Completed", Lasting.Step);

        var file = new RunFile(stand.Run("main"));
        Assert.Equal(["Sync complete", "Sync complete", "Enrich complete"], file.Texts("SELECT workflow || ' ' || ended FROM sessions ORDER BY id"));
        Assert.Equal(2000, file.Count("SELECT count(*) FROM books"));
        Assert.Equal(300, file.Count("SELECT count(DISTINCT barcode) FROM book_status_history WHERE status_type = 'conversion' AND status_value <> 'conversion_failed' AND session_id = '1'"));
        Assert.Equal(100, file.Count("SELECT count(*) FROM book_status_history WHERE status_type = 'sync' AND status_value = 'completed' AND session_id = '2'"));
        Assert.Equal(2000, file.Count("SELECT count(*) FROM books WHERE enrichment_timestamp > ''"));
        Assert.Equal(100, Directory.EnumerateFiles(Path.Combine(stand.Storage, "raw"), "*.tar.gz", SearchOption.AllDirectories).Count());
        var output = Api.Parse((await stand.Hub.InstanceAsync("main"))!.GetString("Output"))!;
        Assert.Equal(
            "Complete Complete Complete Complete Complete",
            $"{output["collect"]!["end"]} {output["request"]!["end"]} {output["sync"]!["end"]} {output["enrich"]!["end"]} {output["audit"]!["end"]}");
        Assert.Equal("0", $"{output["audit"]!["status"]!["report"]!["open"]}");
        Assert.Equal(["run-main"], events.Keys.Select(static one => one.Instance).Where(static one => one.StartsWith("run-", StringComparison.Ordinal)).Distinct());
        Assert.InRange(events.Values.Max(), 1, mostEvents);
        Say($"one tick: {output["collect"]!["progress"]!["rows"]} rows collected, {output["request"]!["progress"]!["requested"]} conversions requested, "
            + $"{output["sync"]!["progress"]!["stored"]} archives stored, {output["enrich"]!["progress"]!["enriched"]} volumes enriched, {output["audit"]!["status"]!["report"]!["counts"]!["objects"]} objects audited; {events.Keys.Count(static one => one.Instance == "run-main")} generations, {events.Values.Max()} events at the most");
    }

    [Fact]
    public async Task Tick_SyncsOnly_IfThatIsItsOnlyStage()
    {
        var stand = await StandAsync(new SimulatorOptions { Books = 300, ArchiveSize = SimulatorOptions.SmallestArchive });
        var host = await stand.HostAsync("a", ("Timer__Stages", "sync"));

        (await host.TickAsync()).Expect(202);
        await Until.TrueAsync(async () => await stand.Hub.StatusAsync("main") is not null, Lasting.Step, () => "the tick does not start the run");
        await stand.Hub.EndAsync("main", "Completed", Lasting.Run);

        Assert.Equal((0, 0), (stand.Grin.Journal.Count("_all_books"), stand.Grin.Journal.Count("_process")));
        Assert.Equal(stand.Grin.Library.Converted.Count(), stand.Grin.Journal.Count("archive"));
    }

    [Fact]
    public async Task Tick_TellsWhatIsDamagedOnTheDayOnWhichItIsDue_AndEndsWell()
    {
        const int weeks = 1;
        var stand = await StandAsync(new SimulatorOptions { Books = 2000, ArchiveSize = SimulatorOptions.SmallestArchive });
        using var place = await S3Place.MakeAsync(server);
        stand.StoreIn(place);
        var host = await stand.HostAsync("a", ("Timer__Stages", "sync,audit"), ("Timer__AuditCycleWeeks", $"{weeks}"));
        var sound = (await TickAsync())["status"]!["report"]!;
        Assert.Equal("0", $"{sound["open"]}");

        // Later that day nothing is due.
        Assert.Null((await TickAsync())["status"]!["report"]!["from"]);

        // A day later, by the audit's own file.
        var run = stand.Run("main");
        var files = new VerifyFiles(run);
        var state = JsonNode.Parse(await File.ReadAllTextAsync(files.AuditState))!;
        var today = DateOnly.ParseExact($"{state["doneThrough"]}", "yyyy-MM-dd", CultureInfo.InvariantCulture);
        state["doneThrough"] = $"{today.AddDays(-1):yyyy-MM-dd}";
        state["to"] = $"{today.AddDays(-1):yyyy-MM-dd}";
        AtomicFile.Write(files.AuditState, stream => stream.Write(Encoding.UTF8.GetBytes(state.ToJsonString())));
        var harmed = stand.Grin.Library.Converted.Select(static book => book.Barcode).First(barcode => new AuditCalendar(weeks).IsDue(barcode, today, today));
        await place.HarmAsync("main", harmed);
        var found = (await TickAsync())["status"]!["report"]!;

        Assert.Equal(("1", $"{sound["counts"]!["objects"]}"), ($"{found["open"]}", $"{found["counts"]!["objects"]}"));
        Assert.Contains(harmed, await File.ReadAllLinesAsync(files.AuditRepair));
        var shown = (await host.GetAsync("api/runs/main")).Expect(200).Json!;
        Assert.Equal(("Completed", "1"), ($"{shown["runtimeStatus"]}", $"{shown["status"]!["report"]!["open"]}"));
        var line = host.Log().Split('\n').First(static one => one.Contains("knows 1 objects that are missing or damaged", StringComparison.Ordinal));
        Assert.Contains(files.AuditRepair, line, StringComparison.Ordinal);
        Say(host.AssertOneConnection("main"));
        Say(line.Trim());
        await place.DeleteAsync("main");

        async Task<JsonNode> TickAsync()
        {
            var before = (await stand.Hub.InstanceAsync("main"))?.GetString("ExecutionId");
            (await host.TickAsync()).Expect(202);
            await Until.TrueAsync(
                async () => (await stand.Hub.InstanceAsync("main"))?.GetString("ExecutionId") is { } now && now != before, Lasting.Step, () => "the tick does not start the run");
            await stand.Hub.EndAsync("main", "Completed", Lasting.Run);
            return Api.Parse((await stand.Hub.InstanceAsync("main"))!.GetString("Output"))!["audit"]!;
        }
    }

    [Fact]
    public async Task Schedule_StartsTheRun_UnlessTheTimerIsDisabled()
    {
        var stand = await StandAsync(Library);
        var disabled = await stand.HostAsync("a", ("GRIN_SCHEDULE", "* * * * * *"), ("AzureWebJobs.MirrorOnSchedule.Disabled", "true"));
        var function = (await disabled.GetAsync("admin/functions/MirrorOnSchedule")).Expect(200);
        Assert.True(function.Json!["isDisabled"]!.GetValue<bool>());
        await Task.Delay(TimeSpan.FromSeconds(3));
        Assert.Null(await stand.Hub.StatusAsync("main"));
        await disabled.StopAsync();

        var enabled = await stand.HostAsync("a", ("GRIN_SCHEDULE", "* * * * * *"), ("Grin__PageSize", "10"));
        await Until.TrueAsync(async () => await stand.Hub.StatusAsync("main") is "Running", Lasting.Step, () => "the schedule does not start the run");
        Say("schedule '* * * * * *': no run in 3 s with AzureWebJobs.MirrorOnSchedule.Disabled=true, a run without");
        (await enabled.PostAsync("api/runs/main/stop?now=true")).Expect(202);
    }
}
