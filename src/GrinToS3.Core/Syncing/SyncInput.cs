using GrinToS3.Progress;

namespace GrinToS3.Syncing;

/// <summary>What a sync shall do.</summary>
public sealed record SyncInput
{
    /// <summary>The run's name.</summary>
    public required string Run { get; init; }

    /// <summary>Which volumes, in this order.</summary>
    public required IReadOnlyList<VolumeSource> Sources { get; init; }

    /// <summary>For <see cref="VolumeSource.Named"/>: the file with barcodes, in the run's folder.</summary>
    public string? BarcodesFile { get; init; }

    /// <summary>The most volumes to take, after what is not wanted is left out; null for all.</summary>
    public int? Limit { get; init; }

    /// <summary>Whether what is stored, failed or not due is taken as well.</summary>
    public bool Force { get; init; }

    /// <summary>Whether archives are fetched.</summary>
    public bool Fetch { get; init; } = true;

    /// <summary>Whether GRIN is asked to convert what it has not converted.</summary>
    public bool Request { get; init; } = true;

    /// <summary>Whether GRIN's lists were read by the stage before, and are not read again; only where nothing is requested, for GRIN's queue is not read then.</summary>
    public bool KnowsLists { get; init; }

    /// <summary>The most conversions to request on one day (UTC); null for no limit of ours.</summary>
    public int? DailyQuota { get; init; }

    /// <summary>Whether page texts are taken out of archives.</summary>
    public bool WithText { get; init; } = true;

    /// <summary>Whether MARC columns are taken out of archives.</summary>
    public bool WithMarc { get; init; } = true;

    /// <summary>Failures in a row after which the sync gives up: something else than these volumes must be wrong.</summary>
    public int MostFailuresInRow { get; init; } = 10;

    /// <summary>Whether it ends when it knows what it would do.</summary>
    public bool DryRun { get; init; }

    /// <summary>How long to keep trying while GRIN or the storage is out of reach.</summary>
    public TimeSpan Patience { get; init; }

    /// <summary>Where the generation before this one stopped; null for the first.</summary>
    public SyncProgress? Progress { get; init; }
}
