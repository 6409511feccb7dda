using GrinToS3.Mirroring;
using GrinToS3.Runs;
using GrinToS3.Workflows;
using Microsoft.Extensions.Time.Testing;

namespace GrinToS3.Verifying;

public sealed class AuditWorkflowTests
{
    private const int Weeks = 4;
    private const int Harmed = 16;

    // A Monday that begins a cycle.
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 2, 3, 0, 0, TimeSpan.Zero));

    private DateOnly Today => DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime);

    [Fact]
    public async Task RunAsync_ReadsWhatIsDueOnceInParts_AndNothingLaterThatDay()
    {
        await using var volumes = await StoredVolumes.InFolderAsync(StoredVolumes.Numbered(2500), _time);
        var recorded = Record();

        var first = await Host(volumes).RunAsync(recorded, "run1", Input());

        var due = volumes.Objects.Where(one => new AuditCalendar(Weeks).IsDue(one.Barcode, Today, Today)).Select(static one => one.Key).ToHashSet();
        Assert.Equal((AuditEnd.Complete, due.Count, 0L), (first.End, (int)first.Status.Report!.Counts.Objects, first.Damaged));
        Assert.Equal(due, volumes.Reads.Keys.ToHashSet());
        Assert.All(volumes.Reads.Values, static times => Assert.Equal(1, times));
        Assert.Equal(3 * 3, Calls(recorded));
        _time.Advance(TimeSpan.FromHours(5));
        volumes.Plan.Fail(from: int.MaxValue, count: 0);

        var second = await AuditAsync(volumes);

        Assert.Equal((AuditEnd.Complete, null, 0L), (second.End, second.Status.Report!.From, second.Status.Report.Counts.Objects));
        Assert.Equal(0, volumes.Plan.Calls);
        Assert.Empty(volumes.Warnings);
    }

    /// <summary>A session that may be storing an object just now is this one itself, which does so no more.</summary>
    [Fact]
    public async Task RunAsync_FindsDamageOfThisVeryHour_ThoughTheRunIsLocked()
    {
        await using var volumes = await StoredVolumes.InFolderAsync(StoredVolumes.Numbered(400), TimeProvider.System);
        using var session = RunLock.TryTake(volumes.Directory);
        Assert.NotNull(session);
        var (_, _, harmed) = volumes.Objects.First(static one => new AuditCalendar(1).IsDue(one.Barcode, SystemToday, SystemToday));
        await volumes.Store.PutAsync(harmed, "short"u8.ToArray(), null, CancellationToken.None);

        var result = await Host(volumes, TimeProvider.System).RunAsync(new AuditWorkflow(), "run1", Input() with { CycleWeeks = 1 });

        Assert.Equal((AuditEnd.Complete, 1L, 0L), (result.End, result.Damaged, result.Status.Report!.Counts.InUse));
    }

    [Fact]
    public async Task RunAsync_TellsOfWhatIsDamaged_UntilItIsRepaired()
    {
        await using var volumes = await StoredVolumes.InFolderAsync(StoredVolumes.Numbered(200), _time);
        await LeaveAloneAsync(volumes);
        var damage = await Damage.DoAsync(volumes, Harmed);

        var found = await AuditAsync(volumes);

        Assert.Equal((AuditEnd.Complete, null, (long)Harmed), (found.End, found.Error, found.Damaged));
        Assert.Equal(damage.All, Found(volumes));
        Assert.Equal(volumes.Warnings.Order(StringComparer.Ordinal).Distinct().Count(), volumes.Warnings.Count - 1);
        var line = volumes.Warnings.Last();
        Assert.Contains($"{Harmed} objects that are missing or damaged", line, StringComparison.Ordinal);
        Assert.Contains(volumes.Files.AuditRepair, line, StringComparison.Ordinal);
        Assert.Equal(damage.Barcodes.Order(StringComparer.Ordinal), File.ReadAllLines(volumes.Files.AuditRepair).Where(static one => !one.StartsWith('#')).Order(StringComparer.Ordinal));

        // Later that day, and the day after: known is known, and no part but the first looks at it.
        foreach (var later in new[] { TimeSpan.FromHours(5), TimeSpan.FromDays(1) })
        {
            _time.Advance(later);
            var before = volumes.Reads.ToDictionary();
            Assert.Equal((AuditEnd.Complete, (long)Harmed), (await AuditAsync(volumes) is var known ? (known.End, known.Damaged) : default));
            var altered = damage.SeenByContent.Select(static one => one.Split(' ', 2)[1]).ToHashSet();
            var isDueNow = Today == known.Status.Report!.To;
            Assert.All(
                volumes.Objects.Where(one => altered.Contains(volumes.Store.Describe(one.Key)) && !(isDueNow && new AuditCalendar(Weeks).IsDue(one.Barcode, Today, Today))),
                one => Assert.Equal(2, volumes.Reads[one.Key] - before[one.Key]));
        }

        foreach (var (_, _, key) in volumes.Objects)
        {
            await volumes.Store.PutAsync(key, StoredVolumes.Content(key), null, CancellationToken.None);
        }

        _time.Advance(TimeSpan.FromHours(1));
        var repaired = await AuditAsync(volumes);
        Assert.Equal((0L, (long)Harmed, false), (repaired.Damaged, repaired.Status.Report!.Repaired, File.Exists(volumes.Files.AuditRepair)));
    }

    [Fact]
    public async Task RunAsync_MakesTheSameDecisionsInSmallGenerations_IfItIsReplayed()
    {
        await using var volumes = await StoredVolumes.InFolderAsync(StoredVolumes.Numbered(2500), _time);
        _time.Advance(TimeSpan.FromDays(100));
        await LeaveAloneAsync(volumes);
        var damage = await Damage.DoAsync(volumes, Harmed);
        var recorded = Record();

        var result = await Host(volumes).RunAsync(recorded, "run1", Input());

        Assert.Equal((AuditEnd.Complete, volumes.Objects.Count, (long)Harmed), (result.End, (int)result.Status.Report!.Counts.Objects, result.Damaged));
        Assert.Equal(damage.All, Found(volumes));
        var parts = Calls(recorded);
        Assert.Equal((parts + AuditWorkflow.PartsPerGeneration - 1) / AuditWorkflow.PartsPerGeneration, recorded.Generations.Count);
        Assert.InRange(recorded.Generations.Count, 3, 3);
        recorded.AssertSmall();
        for (var generation = 0; generation < recorded.Generations.Count; generation++)
        {
            var replayed = await ReplayContext.RunAsync(new AuditWorkflow(), recorded.Inputs[generation], recorded.Generations[generation]);

            Assert.True(WorkflowJson.Write(recorded.Outputs[generation]) == WorkflowJson.Write(replayed), $"generation {generation} ended otherwise when replayed");
        }
    }

    /// <summary>Each part may be delivered twice, and what the second one says is what counts.</summary>
    [Fact]
    public async Task RunAsync_SaysTheSame_IfEachPartIsDeliveredTwice()
    {
        await using var volumes = await StoredVolumes.InFolderAsync(StoredVolumes.Numbered(500), _time);
        await LeaveAloneAsync(volumes);
        var damage = await Damage.DoAsync(volumes, Harmed);
        await AuditAsync(volumes);
        _time.Advance(TimeSpan.FromDays(100));
        var (_, _, mended) = volumes.Objects.First(one => damage.All[0].EndsWith(volumes.Store.Describe(one.Key), StringComparison.Ordinal));
        await volumes.Store.PutAsync(mended, StoredVolumes.Content(mended), null, CancellationToken.None);

        var result = await Host(volumes, deliverTwice: true).RunAsync(new AuditWorkflow(), "run1", Input());

        var report = result.Status.Report!;
        Assert.Equal((AuditEnd.Complete, Harmed - 1L, 1L, volumes.Objects.Count), (result.End, result.Damaged, report.Repaired, (int)report.Counts.Objects));
        Assert.Equal((Today, 99), (report.To, report.MissedDays));
    }

    [Fact]
    public async Task RunAsync_HasFoundAllInTheEnd_IfItIsStoppedAfterAnyPart()
    {
        await using var volumes = await StoredVolumes.InFolderAsync(StoredVolumes.Numbered(300), _time);
        await LeaveAloneAsync(volumes);
        var damage = await Damage.DoAsync(volumes, Harmed);
        var (starts, last) = (0, (AuditResult?)null);
        while (last is not { End: AuditEnd.Complete })
        {
            var host = Host(volumes);
            last = await host.RunAsync(new AuditWorkflow(), "run1", Input(), _ => host.RaiseEvent("run1", AuditWorkflow.StopEvent, true));
            Assert.True(last is { Error: null, End: AuditEnd.Stopped or AuditEnd.Complete }, last.ToString());
            Assert.InRange(++starts, 1, 30);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(3 * 5, starts);
        Assert.Equal(volumes.Objects.Count, last.Status.Report!.Counts.Objects);
        Assert.Equal(damage.All, Found(volumes));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(int.MaxValue / 2)]
    public async Task RunAsync_HasFoundAllInTheEnd_IfAnyCallOfTheStorageFails(int count)
    {
        const int most = 2000;
        var call = 1;
        for (var hasFailed = true; hasFailed; call += 17)
        {
            Assert.InRange(call, 1, most);
            await using var volumes = await StoredVolumes.InFolderAsync(StoredVolumes.Numbered(30), _time);
            await LeaveAloneAsync(volumes);
            var damage = await Damage.DoAsync(volumes, Harmed);
            volumes.Plan.Fail(call, count);

            var failed = await AuditAsync(volumes);

            hasFailed = volumes.Plan.HasFailed;
            Assert.Equal((hasFailed ? AuditEnd.Failed : AuditEnd.Complete, hasFailed ? RunErrorKind.Storage : null), (failed.End, failed.Error?.Kind));
            volumes.Plan.Heal();
            _time.Advance(TimeSpan.FromMinutes(1));
            var rest = await AuditAsync(volumes);
            Assert.Equal((AuditEnd.Complete, (long)Harmed), (rest.End, rest.Damaged));
            Assert.Equal(damage.All, Found(volumes));
        }

        Assert.True(call > 90, $"{call} calls");
    }

    [Fact]
    public async Task RunAsync_LeavesTheRestToTheNextStart_IfItsTimeIsOver()
    {
        await using var volumes = await StoredVolumes.InFolderAsync(StoredVolumes.Numbered(300), _time);
        await LeaveAloneAsync(volumes);
        var damage = await Damage.DoAsync(volumes, Harmed);
        var input = Input() with { Longest = TimeSpan.FromHours(4.5) };

        // Each part takes an hour.
        var first = await Host(volumes).RunAsync(new AuditWorkflow(), "run1", input, _ => _time.Advance(TimeSpan.FromHours(1)));

        Assert.Equal((AuditEnd.OutOfTime, null, 5L * 64 - (64 - (300 % 64))), (first.End, first.Error, first.Status.Report!.Counts.Objects));
        Assert.Equal(first.Damaged, Found(volumes).Count);
        Assert.InRange(first.Damaged, 1, Harmed - 1);
        Assert.Contains($"{first.Damaged} objects", volumes.Warnings.Last(), StringComparison.Ordinal);
        var rest = await AuditAsync(volumes);
        Assert.Equal((AuditEnd.Complete, volumes.Objects.Count, (long)Harmed), (rest.End, (int)rest.Status.Report!.Counts.Objects, rest.Damaged));
        Assert.Equal(damage.All, Found(volumes));
    }

    [Fact]
    public async Task RunAsync_LeavesItToTheOther_IfAnotherAuditIsAtWork()
    {
        await using var volumes = await StoredVolumes.InFolderAsync(StoredVolumes.Numbered(40), _time);
        using var other = volumes.Files.TryTakeAudit();

        var result = await AuditAsync(volumes);

        Assert.Equal((AuditEnd.InUse, null), (result.End, result.Error));
        Assert.Empty(volumes.Reads);
    }

    [Fact]
    public async Task RunAsync_WaitsForTheOther_IfItHasPatience()
    {
        var time = new JumpingTime();
        await using var volumes = await StoredVolumes.InFolderAsync(StoredVolumes.Numbered(400), time);
        var other = volumes.Files.TryTakeAudit();
        var waits = 0;

        var result = await Host(volumes, time.Sleep).RunAsync(new AuditWorkflow(), "run1", Input() with { CycleWeeks = 1, Patience = TimeSpan.FromHours(2) }, status =>
        {
            if (status is AuditStatus { Phase: AuditPhase.Waiting, WaitingSince: not null } && ++waits == 3)
            {
                other!.Dispose();
            }
        });

        Assert.Equal((AuditEnd.Complete, 3, AuditPhase.Reading), (result.End, waits, result.Status.Phase));
        Assert.NotEmpty(volumes.Reads);
    }

    [Fact]
    public async Task RunAsync_GoesOn_IfTheStorageComesBackInTime()
    {
        var time = new JumpingTime();
        await using var volumes = await StoredVolumes.InFolderAsync(StoredVolumes.Numbered(400), time);
        volumes.Plan.Fail(from: 20, count: int.MaxValue / 2);
        var waits = 0;

        var result = await Host(volumes, time.Sleep).RunAsync(new AuditWorkflow(), "run1", Input() with { CycleWeeks = 1, Patience = TimeSpan.FromHours(2) }, status =>
        {
            if (status is AuditStatus { Phase: AuditPhase.Waiting } && ++waits == 3)
            {
                volumes.Plan.Heal();
            }
        });

        Assert.Equal((AuditEnd.Complete, 3), (result.End, waits));
        Assert.Equal(volumes.Objects.Count(one => new AuditCalendar(1).IsDue(one.Barcode, result.Status.Report!.From!.Value, result.Status.Report.To!.Value)), (int)result.Status.Report!.Counts.Objects);
    }

    private static DateOnly SystemToday => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

    /// <summary>A part is a page.</summary>
    private static AuditInput Input() => new() { Run = "run1", CycleWeeks = Weeks, PartTime = TimeSpan.Zero };

    private static RecordingWorkflow<AuditInput, AuditResult> Record() => new(new AuditWorkflow());

    private static int Calls(RecordingWorkflow<AuditInput, AuditResult> recorded) =>
        recorded.Generations.Sum(static one => one.Count(static e => e.Kind is HistoryEventKind.Scheduled && e.Name == $"activity {AuditPartActivity.Name}"));

    private static List<string> Found(StoredVolumes volumes) =>
        [.. ObjectFindings.Read(volumes.Files.AuditFindings).Select(static one => $"{one.Fault} {one.Place}").Order(StringComparer.Ordinal)];

    /// <summary>Nobody audits for so long that all is due.</summary>
    private async Task LeaveAloneAsync(StoredVolumes volumes)
    {
        await AuditAsync(volumes);
        volumes.Reads.Clear();
        _time.Advance(TimeSpan.FromDays(100));
    }

    private Task<AuditResult> AuditAsync(StoredVolumes volumes, AuditInput? input = null) => Host(volumes).RunAsync(new AuditWorkflow(), "run1", input ?? Input());

    private LocalWorkflowHost Host(StoredVolumes volumes, TimeProvider? time = null, bool deliverTwice = false)
    {
        IActivity<AuditPart, Outcome<AuditReport>> activity = new AuditPartActivity(volumes.Runs);
        return new LocalWorkflowHost(time ?? _time).AddActivity(AuditPartActivity.Name, deliverTwice ? new TwiceDeliveredActivity<AuditPart, Outcome<AuditReport>>(activity) : activity);
    }
}
