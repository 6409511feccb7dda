using System.Text.Json.Serialization;
using GrinToS3.Collecting;
using GrinToS3.Syncing;
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

    /// <summary>Why the run could not finish, where it could not: the reason of its last stage.</summary>
    [JsonIgnore]
    public RunError? Error => Collect?.Error ?? Request?.Error ?? Sync?.Error;
}
