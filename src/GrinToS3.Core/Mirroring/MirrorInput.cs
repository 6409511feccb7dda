using GrinToS3.Collecting;
using GrinToS3.Enriching;
using GrinToS3.Syncing;
using GrinToS3.Verifying;

namespace GrinToS3.Mirroring;

/// <summary>What a mirror run has still to do, stage by stage: what is null is done already, or not wanted.</summary>
public sealed record MirrorInput
{
    /// <summary>The collection of the inventory.</summary>
    public CollectInput? Collect { get; init; }

    /// <summary>The requests for conversions: a sync that fetches nothing.</summary>
    public SyncInput? Request { get; init; }

    /// <summary>The sync of archives.</summary>
    public SyncInput? Sync { get; init; }

    /// <summary>The enriching of volumes that are new.</summary>
    public EnrichInput? Enrich { get; init; }

    /// <summary>The audit of what is stored.</summary>
    public AuditInput? Audit { get; init; }

    /// <summary>What the stages before have done.</summary>
    public MirrorResult Done { get; init; } = new();
}
