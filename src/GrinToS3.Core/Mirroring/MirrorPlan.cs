using GrinToS3.Collecting;
using GrinToS3.Enriching;
using GrinToS3.Progress;
using GrinToS3.Runs;
using GrinToS3.Syncing;
using GrinToS3.Verifying;

namespace GrinToS3.Mirroring;

/// <summary>What every pass of a mirror run does; the same on a schedule of the cloud and at a terminal.</summary>
public sealed record MirrorPlan
{
    /// <summary>All stages, as <see cref="ParseStages"/> reads them.</summary>
    public const string AllStages = "collect,request,sync,enrich,audit";

    /// <summary>The stages; they run in the order of <see cref="MirrorStage"/>.</summary>
    public IReadOnlyCollection<MirrorStage> Stages { get; init; } = Enum.GetValues<MirrorStage>();

    /// <summary>Whether known volumes take GRIN's new values.</summary>
    public bool Refresh { get; init; } = true;

    /// <summary>The most conversions to request on one day (UTC), those of other starts counted; null for no limit of ours.</summary>
    public int? DailyQuota { get; init; }

    /// <summary>The most archives that one pass takes; null for all.</summary>
    public int? SyncLimit { get; init; }

    /// <summary>The weeks in which everything that is stored is read once; null for those of the audits before, else <see cref="AuditCalendar.DefaultWeeks"/>.</summary>
    public int? AuditCycleWeeks { get; init; }

    /// <summary>How long to keep trying while GRIN or the storage does not answer.</summary>
    public TimeSpan Patience { get; init; }

    /// <summary>Reads stages.</summary>
    /// <param name="names">Their names, in either case and any order, separated by commas.</param>
    /// <returns>The stages in their order; null where something else is given, or nothing.</returns>
    public static IReadOnlyList<MirrorStage>? ParseStages(string names)
    {
        ArgumentNullException.ThrowIfNull(names);
        var given = names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var stages = Enum.GetValues<MirrorStage>().Where(stage => given.Remove(stage.ToString())).ToList();
        return stages.Count > 0 && given.Count == 0 ? stages : null;
    }

    /// <summary>One pass over a run.</summary>
    /// <param name="run">The run.</param>
    public MirrorInput ToInput(RunName run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var sync = new SyncInput { Run = run.Value, Sources = [VolumeSource.Converted, VolumeSource.Changed], Patience = Patience };
        return new MirrorInput
        {
            Collect = Stages.Contains(MirrorStage.Collect) ? new CollectInput { Run = run.Value, Refresh = Refresh, Patience = Patience } : null,
            Request = Stages.Contains(MirrorStage.Request)
                ? sync with { Sources = [VolumeSource.Previous, VolumeSource.Unconverted], Fetch = false, DailyQuota = DailyQuota }
                : null,
            Sync = Stages.Contains(MirrorStage.Sync) ? sync with { Request = false, Limit = SyncLimit, KnowsLists = Stages.Contains(MirrorStage.Request) } : null,
            Enrich = Stages.Contains(MirrorStage.Enrich) ? new EnrichInput { Run = run.Value, Patience = Patience } : null,
            Audit = Stages.Contains(MirrorStage.Audit) ? new AuditInput { Run = run.Value, CycleWeeks = AuditCycleWeeks, Patience = Patience } : null,
        };
    }
}
