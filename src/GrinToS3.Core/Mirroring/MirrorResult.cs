using System.Text.Json.Serialization;
using GrinToS3.Collecting;
using GrinToS3.Enriching;
using GrinToS3.Syncing;
using GrinToS3.Verifying;
using GrinToS3.Workflows;

namespace GrinToS3.Mirroring;

/// <summary>What came of a mirror run's stages; null for one that was not wanted, or that the end of an earlier one left out.</summary>
public sealed record MirrorResult
{
    /// <summary>What came of the collection.</summary>
    public CollectResult? Collect { get; init; }

    /// <summary>What came of the requests.</summary>
    public SyncResult? Request { get; init; }

    /// <summary>What came of the sync.</summary>
    public SyncResult? Sync { get; init; }

    /// <summary>What came of the enriching.</summary>
    public EnrichResult? Enrich { get; init; }

    /// <summary>What came of the audit.</summary>
    public AuditResult? Audit { get; init; }

    /// <summary>Why the run could not finish, where it could not: the reason of its last stage.</summary>
    [JsonIgnore]
    public RunError? Error => Collect?.Error ?? Request?.Error ?? Sync?.Error ?? Enrich?.Error ?? Audit?.Error;

    /// <summary>Whether a stage was asked to stop before it had finished.</summary>
    [JsonIgnore]
    public bool IsStopped => Collect?.End is CollectEnd.Stopped || Request?.End is SyncEnd.Stopped || Sync?.End is SyncEnd.Stopped || Enrich?.End is EnrichEnd.Stopped
        || Audit?.End is AuditEnd.Stopped;

    /// <summary>Whether GRIN's queue had no room for all that was to be requested.</summary>
    [JsonIgnore]
    public bool QueueFull => Request?.Progress.QueueFull is true;

    /// <summary>Volumes that failed, in whichever stage.</summary>
    [JsonIgnore]
    public long Failed => (Sync?.Progress.Failed ?? 0) + (Enrich?.Progress.Failed ?? 0);

    /// <summary>Stored objects that are missing or damaged, of this audit and those before.</summary>
    [JsonIgnore]
    public long Damaged => Audit?.Damaged ?? 0;
}
