using GrinToS3.Collecting;
using GrinToS3.Enriching;
using GrinToS3.Mirroring;
using GrinToS3.Runs;
using GrinToS3.Syncing;
using GrinToS3.Verifying;
using GrinToS3.Workflows;

namespace GrinToS3.Cli.Output;

/// <summary>A pass of all stages in sentences: those of whichever stage is at work.</summary>
/// <param name="directory">The run.</param>
/// <param name="input">What the pass does.</param>
internal sealed class MirrorText(RunDirectory directory, MirrorInput input) : IRunText<object, MirrorResult>
{
    private const int FindingsShown = 20;

    private readonly Dictionary<DateTime, (TimeSpan Begun, TimeSpan Last)> _times = [];
    private readonly CollectText _collect = new();
    private readonly EnrichText _enrich = new();
    private readonly AuditText _audit = new(FindingsShown, () => ObjectFindings.Read(new VerifyFiles(directory).AuditFindings));
    private readonly SyncText? _request = input.Request is { } request ? new SyncText(request) : null;
    private readonly SyncText? _sync = input.Sync is { } sync ? new SyncText(sync) : null;

    public IEnumerable<string> Started(RunDirectory directory, RunConfig config, bool created)
    {
        var stages = new (string Name, object? Stage)[]
        {
            ("collecting", input.Collect), ("requesting", input.Request), ("syncing", input.Sync), ("enriching", input.Enrich), ("auditing", input.Audit),
        };
        yield return $"Run {config.RunName}: {string.Join(", ", stages.Where(static one => one.Stage is not null).Select(static one => one.Name))} "
            + $"of {config.LibraryDirectory} from {config.Grin.BaseUrl}";
    }

    public Enum Phase(object progress) => progress switch
    {
        CollectProgress collect => collect.Phase,
        SyncProgress sync => sync.Phase,
        EnrichProgress enrich => enrich.Phase,
        AuditStatus audit => audit.Phase,
        _ => throw Unknown(progress),
    };

    public double? Share(object progress) => progress switch
    {
        SyncProgress sync => (_sync ?? _request)?.Share(sync),
        EnrichProgress enrich => _enrich.Share(enrich),
        _ => null,
    };

    public string Line(object progress, TimeSpan elapsed) => progress switch
    {
        CollectProgress collect => _collect.Line(collect, InStage(collect.StartedAt, elapsed)),
        SyncProgress sync => (_sync ?? _request)!.Line(sync, InStage(sync.StartedAt, elapsed)),
        EnrichProgress enrich => _enrich.Line(enrich, InStage(enrich.StartedAt, elapsed)),
        AuditStatus audit => AuditText.Line(audit, InStage(audit.StartedAt, elapsed)),
        _ => throw Unknown(progress),
    };

    public RunError? Error(MirrorResult result) => result.Error;

    /// <summary>What each stage did, without what each stored: the last stage stores the same again.</summary>
    public IEnumerable<string> Ended(MirrorResult result, TimeSpan elapsed) =>
    [
        .. Of("collect", result.Collect is { } collect ? _collect.Ended(collect with { Published = [] }, Taken(collect.Progress.StartedAt)) : []),
        .. Of("request", result.Request is { } request ? _request!.Ended(request with { Published = [] }, Taken(request.Progress.StartedAt)) : []),
        .. Of("sync", result.Sync is { } sync ? _sync!.Ended(sync with { Published = [] }, Taken(sync.Progress.StartedAt)) : []),
        .. Of("enrich", result.Enrich is { } enrich ? _enrich.Ended(enrich with { Published = [] }, Taken(enrich.Progress.StartedAt)) : []),
        .. Of("audit", result.Audit is { } audit ? _audit.Ended(audit, Taken(audit.Status.StartedAt)) : []),
    ];

    private static IEnumerable<string> Of(string stage, IEnumerable<string> lines) => lines.Select(line => $"{stage}: {line}");

    private static InvalidOperationException Unknown(object progress) => new($"no stage has a progress like {progress.GetType().Name}");

    /// <summary>The stage's own time: a pass has the time of all.</summary>
    private TimeSpan InStage(DateTime stage, TimeSpan elapsed)
    {
        var (begun, _) = _times.TryGetValue(stage, out var known) ? known : (elapsed, elapsed);
        _times[stage] = (begun, elapsed);
        return elapsed - begun;
    }

    private TimeSpan Taken(DateTime stage) => _times.TryGetValue(stage, out var known) ? known.Last - known.Begun : TimeSpan.Zero;
}
