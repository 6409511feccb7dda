using GrinToS3.Collecting;
using GrinToS3.Progress;
using GrinToS3.Publishing;

namespace GrinToS3.Workflows;

/// <summary>The owner of a run's progress file: every write, and every read for a queue, is one of its operations.</summary>
/// <param name="runs">The runs that are open in this process.</param>
public sealed class ProgressEntity(OpenRuns runs) : IWorkflowEntity
{
    /// <summary>The kind of entity.</summary>
    public const string Name = "Progress";

    /// <summary>Begins or resumes a listing: <see cref="Progress.OpenListing"/> to <see cref="ListingState"/>.</summary>
    public const string OpenListing = nameof(OpenListing);

    /// <summary>Applies a page: <see cref="Progress.ApplyPage"/> to <see cref="BatchApplied"/>.</summary>
    public const string ApplyPage = nameof(ApplyPage);

    /// <summary>Ends a listing: <see cref="Collecting.CloseListing"/> to <see cref="Done"/>.</summary>
    public const string CloseListing = nameof(CloseListing);

    /// <summary>Copies the file for others to read: no input, to <see cref="SnapshotTaken"/>.</summary>
    public const string Snapshot = nameof(Snapshot);

    /// <summary>Begins a session: the workflow's name to <see cref="SessionOpened"/>.</summary>
    public const string OpenSession = nameof(OpenSession);

    /// <summary>Writes what was done with some volumes: <see cref="Progress.ApplyVolumes"/> to <see cref="Done"/>.</summary>
    public const string ApplyVolumes = nameof(ApplyVolumes);

    /// <summary>Takes in one of GRIN's lists: <see cref="ApplyGrinList"/> to <see cref="ListApplied"/>.</summary>
    public const string ApplyList = nameof(ApplyList);

    /// <summary>Chooses a session's volumes: <see cref="Progress.SelectVolumes"/> to <see cref="SelectedVolumes"/>.</summary>
    public const string SelectVolumes = nameof(SelectVolumes);

    /// <summary>Chooses a session's volumes among those that are stored: <see cref="Progress.SelectStored"/> to <see cref="SelectedVolumes"/>.</summary>
    public const string SelectStored = nameof(SelectStored);

    /// <summary>Gives a session's next volumes: <see cref="Progress.NextVolumes"/> to <see cref="SessionPage"/>.</summary>
    public const string NextVolumes = nameof(NextVolumes);

    /// <summary>Ends a session: <see cref="Progress.CloseSession"/> to <see cref="Done"/>.</summary>
    public const string CloseSession = nameof(CloseSession);

    /// <summary>Counts what is to be enriched: no input, to <see cref="EnrichmentCount"/>.</summary>
    public const string CountToEnrich = nameof(CountToEnrich);

    /// <summary>Gives the next volumes to enrich: <see cref="Progress.NextToEnrich"/> to <see cref="EnrichmentPages"/>.</summary>
    public const string NextToEnrich = nameof(NextToEnrich);

    /// <summary>Forgets what enriching brought for some volumes: <see cref="Progress.ResetEnrichment"/> to <see cref="EnrichmentReset"/>.</summary>
    public const string ResetEnrichment = nameof(ResetEnrichment);

    /// <summary>The owner of one run's file.</summary>
    /// <param name="run">The run's name.</param>
    public static WorkflowEntityId Id(string run) => new(Name, run);

    /// <inheritdoc />
    public Task<string> InvokeAsync(string key, string operationName, string input, CancellationToken cancellationToken) => operationName switch
    {
        OpenListing => AnswerAsync(key, run => run.Ledger.OpenListing(WorkflowJson.Read<OpenListing>(input))),
        ApplyPage => AnswerAsync(key, run => run.Ledger.ApplyPage(WorkflowJson.Read<ApplyPage>(input))),
        CloseListing => AnswerAsync(key, run => Close(run, WorkflowJson.Read<CloseListing>(input))),
        Snapshot => AnswerAsync(key, TakeSnapshot),
        OpenSession => AnswerAsync(key, run => new SessionOpened(run.Sessions.Open(WorkflowJson.Read<string>(input)))),
        ApplyList => AnswerAsync(key, run => new ListApplied(run.Sessions.ApplyList(WorkflowJson.Read<ApplyGrinList>(input)))),
        SelectVolumes => AnswerAsync(key, run => run.Sessions.Select(WorkflowJson.Read<SelectVolumes>(input))),
        SelectStored => AnswerAsync(key, run => run.Sessions.Select(WorkflowJson.Read<SelectStored>(input))),
        NextVolumes => AnswerAsync(key, run => run.Sessions.Next(WorkflowJson.Read<NextVolumes>(input))),
        ApplyVolumes => AnswerAsync(key, run => ApplyAll(run, WorkflowJson.Read<ApplyVolumes>(input))),
        CloseSession => AnswerAsync(key, run => End(run, WorkflowJson.Read<CloseSession>(input))),
        CountToEnrich => AnswerAsync(key, run => run.Enrichment.Count(WorkflowJson.Read<bool?>(input) is true)),
        NextToEnrich => AnswerAsync(key, run => run.Enrichment.Next(WorkflowJson.Read<NextToEnrich>(input))),
        ResetEnrichment => AnswerAsync(key, run => run.Enrichment.Reset(WorkflowJson.Read<ResetEnrichment>(input))),
        _ => throw new InvalidOperationException($"the entity {Name} has no operation '{operationName}'"),
    };

    /// <summary>What an entity host keeps as the entity's state: a pointer to the file and what it held last.</summary>
    /// <param name="key">The run.</param>
    /// <returns>Null where the file can't be read; the operation before has said so then.</returns>
    public async Task<ProgressPointer?> PointAsync(string key) => (await StorageGuard.RunAsync<ProgressPointer>(() =>
    {
        using var lease = runs.Borrow(key);
        return Task.FromResult<Outcome<ProgressPointer>>(lease.Run.Point());
    })).Value;

    private static Done Close(OpenRun run, CloseListing request)
    {
        run.Ledger.CloseListing(request.Listing, request.End);
        return Done.Value;
    }

    private static Done ApplyAll(OpenRun run, ApplyVolumes request)
    {
        run.Sessions.ApplyVolumes(request);
        return Done.Value;
    }

    private static Done End(OpenRun run, CloseSession request)
    {
        run.Sessions.Close(request.Session, request.Ended);
        return Done.Value;
    }

    private static SnapshotTaken TakeSnapshot(OpenRun run)
    {
        var path = Path.Combine(run.Directory.Path, SnapshotTaken.FileName);
        Progress.Snapshot.Take(run.Store, path);
        return new SnapshotTaken(SnapshotTaken.FileName, new FileInfo(path).Length);
    }

    private async Task<string> AnswerAsync<T>(string key, Func<OpenRun, T> operation)
        where T : class =>
        WorkflowJson.Write(await StorageGuard.RunAsync<T>(() =>
        {
            using var lease = runs.Borrow(key);
            return Task.FromResult<Outcome<T>>(operation(lease.Run));
        }));
}
