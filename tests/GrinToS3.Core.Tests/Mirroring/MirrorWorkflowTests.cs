using GrinToS3.Collecting;
using GrinToS3.Enriching;
using GrinToS3.Progress;
using GrinToS3.Syncing;
using GrinToS3.Verifying;
using GrinToS3.Workflows;

namespace GrinToS3.Mirroring;

public sealed class MirrorWorkflowTests
{
    private const int Books = 600;

    private static readonly MirrorInput All = new()
    {
        Collect = new CollectInput { Run = "run1" },
        Request = SyncFixture.Input(VolumeSource.Previous, VolumeSource.Unconverted) with { Fetch = false },
        Sync = SyncFixture.Input(VolumeSource.Converted, VolumeSource.Changed) with { Request = false },
        Enrich = new EnrichInput { Run = "run1" },

        // Of a cycle of one week each seventh volume is due today, whatever day it is.
        Audit = new AuditInput { Run = "run1", CycleWeeks = 1 },
    };

    [Fact]
    public async Task RunAsync_CollectsRequestsSyncsEnrichesAndAudits_IfAllIsWanted()
    {
        await using var run = await SyncFixture.StartAsync(SyncFixture.Library(Books));
        var most = run.Grin.Library.Books.Count(static book => book.State is "PREVIOUSLY_DOWNLOADED" or "NEW");

        var result = await MirrorAsync(run, All);

        Assert.Null(result.Error);
        Assert.Equal((CollectEnd.Complete, Books), (result.Collect!.End, (int)result.Collect.Progress.Inserted));
        Assert.Equal((SyncEnd.Complete, 0), (result.Request!.End, result.Request.Progress.ToFetch));
        Assert.InRange(result.Request.Progress.Requested, most * 9 / 10, most);
        Assert.Equal((SyncEnd.Complete, run.Converted.Count, 0), (result.Sync!.End, result.Sync.Progress.Stored, result.Sync.Progress.ToRequest));
        Assert.Equal((EnrichEnd.Complete, Books), (result.Enrich!.End, (int)result.Enrich.Progress.Enriched));
        var audit = result.Audit!.Status.Report!;
        Assert.Equal((AuditEnd.Complete, 3L * Due(run, audit).Count, 0L), (result.Audit.End, audit.Counts.Objects, result.Damaged));
        Assert.Equal(["_all_books", "_process", "archive", "_barcode_search"], Asked(run));
        Assert.Equal(1, run.Grin.Journal.Count("summary"));
        Assert.Equal(Books, run.Count("books"));
        Assert.All(run.Converted, run.AssertStored);
        run.AssertNothingHalfDone();
    }

    [Theory]
    [InlineData("_all_books")]
    [InlineData("_process")]
    [InlineData("archive")]
    [InlineData("_all_books", "archive")]
    [InlineData("_process", "archive")]
    [InlineData("_barcode_search")]
    [InlineData("archive", "_barcode_search")]
    [InlineData("audit")]
    [InlineData("archive", "audit")]
    public async Task RunAsync_DoesNoMore_ThanIsWanted(params string[] stages)
    {
        await using var run = await SyncFixture.CollectedAsync(SyncFixture.Library(Books));
        var before = run.Grin.Journal.Count("_all_books");

        var result = await MirrorAsync(run, All with
        {
            Collect = stages.Contains("_all_books") ? All.Collect : null,
            Request = stages.Contains("_process") ? All.Request : null,
            Sync = stages.Contains("archive") ? All.Sync : null,
            Enrich = stages.Contains("_barcode_search") ? All.Enrich : null,
            Audit = stages.Contains("audit") ? All.Audit : null,
        });

        Assert.Equal(stages.Except(["audit"]), Asked(run, since: before));
        Assert.Equal(
            (stages.Contains("_all_books"), stages.Contains("_process"), stages.Contains("archive"), stages.Contains("_barcode_search"), stages.Contains("audit")),
            (result.Collect is not null, result.Request is not null, result.Sync is not null, result.Enrich is not null, result.Audit is not null));
    }

    [Theory]
    [InlineData("_all_books:times=always:403", nameof(MirrorResult.Collect))]
    [InlineData("_process:times=always:403", nameof(MirrorResult.Request))]
    [InlineData("archive:times=always:token-rejected", nameof(MirrorResult.Sync))]
    [InlineData("_barcode_search:times=always:token-rejected", nameof(MirrorResult.Enrich))]
    public async Task RunAsync_EndsWithTheStage_ThatCanNotFinish(string fault, string last)
    {
        await using var run = await SyncFixture.StartAsync(SyncFixture.Library(Books, fault));

        var result = await MirrorAsync(run, All);

        Assert.Equal(RunErrorKind.Auth, result.Error?.Kind);
        Assert.Equal(
            last,
            result switch
            {
                { Enrich.Error: not null } => nameof(MirrorResult.Enrich),
                { Sync.Error: not null, Enrich: null } => nameof(MirrorResult.Sync),
                { Request.Error: not null, Sync: null } => nameof(MirrorResult.Request),
                { Collect.Error: not null, Request: null, Sync: null } => nameof(MirrorResult.Collect),
                _ => "none",
            });
    }

    [Fact]
    public async Task RunAsync_TellsOfADamagedObjectWithoutFailing_AndLooksAtNothingElseLaterThatDay()
    {
        await using var run = await SyncFixture.StartAsync(SyncFixture.Library(2000));
        var damaged = "";
        var result = await MirrorAsync(run, All, status =>
        {
            if (status is EnrichProgress { Phase: EnrichPhase.Publishing })
            {
                damaged = run.Archive(run.Converted.First(one => new AuditCalendar(1).IsDue(one, Today, Today)));
                File.WriteAllBytes(damaged, File.ReadAllBytes(damaged).Reverse().ToArray());
            }
        });

        var again = await MirrorAsync(run, All with { Collect = null, Request = null, Enrich = null });

        Assert.Equal((null, AuditEnd.Complete, 1L), (result.Error, result.Audit!.End, result.Damaged));
        Assert.Equal(damaged, Assert.Single(ObjectFindings.Read(result.Audit.Status.Report!.Findings)).Place);
        Assert.Equal((null, AuditEnd.Complete, 1L), (again.Error, again.Audit!.End, again.Damaged));
        Assert.Equal((null, 0L), (again.Audit.Status.Report!.From, again.Audit.Status.Report.Counts.Objects));
    }

    [Fact]
    public async Task RunAsync_GoesOnWithoutTheAudit_IfAnotherOneIsAtWork()
    {
        await using var run = await SyncFixture.CollectedAsync(SyncFixture.Library(Books));
        using var other = new VerifyFiles(run.Run.Directory).TryTakeAudit();

        var result = await MirrorAsync(run, new MirrorInput { Sync = All.Sync, Audit = All.Audit });

        Assert.Equal((null, false, AuditEnd.InUse), (result.Error, result.IsStopped, result.Audit!.End));
        Assert.Equal(run.Converted.Count, result.Sync!.Progress.Stored);
    }

    [Fact]
    public async Task RunAsync_BeginsNoFurtherStage_IfItIsStoppedInOne()
    {
        await using var run = await SyncFixture.StartAsync(SyncFixture.Library(Books));

        var result = await MirrorAsync(run, All, status => Stop(run, status is SyncProgress { Phase: SyncPhase.Requesting, RequestPosition: > 0 }));

        Assert.Equal((CollectEnd.Complete, SyncEnd.Stopped), (result.Collect!.End, result.Request!.End));
        Assert.Null(result.Sync);
        Assert.Equal(["_all_books", "_process"], Asked(run));
    }

    /// <summary>A stage that has nothing left to stop ends as complete; the stop is meant for the run.</summary>
    [Fact]
    public async Task RunAsync_BeginsNoFurtherStage_IfItIsStoppedWhileOnePublishes()
    {
        await using var run = await SyncFixture.StartAsync(SyncFixture.Library(Books));

        var result = await MirrorAsync(run, All, status => Stop(run, status is CollectProgress { Phase: CollectPhase.Publishing }));

        Assert.Equal(CollectEnd.Complete, result.Collect!.End);
        Assert.Equal((null, null, null, null), (result.Request, result.Sync, result.Enrich, result.Audit));
        Assert.Equal(["_all_books"], Asked(run));
    }

    [Fact]
    public async Task RunAsync_MakesTheSameDecisionsInSmallGenerations_IfItIsReplayed()
    {
        await using var run = await SyncFixture.StartAsync(SyncFixture.Library(2000, "_all_books:page=1:429:retry-after=1", "archive:every=9:503"));
        var recorded = new RecordingWorkflow<MirrorInput, MirrorResult>(new MirrorWorkflow());

        var result = await run.Run.Host.RunAsync(recorded, "run1", All);

        Assert.Null(result.Error);
        Assert.Equal(4 + ((run.Converted.Count + FetchWalk.VolumesPerGeneration - 1) / FetchWalk.VolumesPerGeneration), recorded.Generations.Count);
        recorded.AssertSmall();
        for (var generation = 0; generation < recorded.Generations.Count; generation++)
        {
            var replayed = await ReplayContext.RunAsync(new MirrorWorkflow(), recorded.Inputs[generation], recorded.Generations[generation]);

            Assert.True(WorkflowJson.Write(recorded.Outputs[generation]) == WorkflowJson.Write(replayed), $"generation {generation} ended otherwise when replayed");
        }
    }

    private static DateOnly Today => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

    private static List<string> Due(SyncFixture run, AuditReport audit) => [.. run.Converted.Where(one => new AuditCalendar(1).IsDue(one, audit.From!.Value, audit.To!.Value))];

    private static Task<MirrorResult> MirrorAsync(SyncFixture run, MirrorInput input, Action<object?>? status = null) =>
        run.Run.Host.RunAsync(new MirrorWorkflow(), "run1", input, status);

    private static void Stop(SyncFixture run, bool isDue)
    {
        if (isDue)
        {
            run.Run.Host.RaiseEvent("run1", SyncWorkflow.StopEvent, true);
        }
    }

    /// <summary>What was asked of GRIN, in the order in which each was asked first: what tells the stages apart.</summary>
    private static List<string> Asked(SyncFixture run, int since = 0)
    {
        List<string> resources = ["_all_books", "_process", "archive", "_barcode_search"];
        return [.. run.Grin.Journal.Recent.Select(static one => one.Resource).Where(resources.Contains).Skip(since).Distinct()];
    }
}
