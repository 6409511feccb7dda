using GrinToS3.Progress;
using GrinToS3.Syncing;

namespace GrinToS3.Reprocessing;

/// <summary>What a reprocessing shall do.</summary>
public sealed record ReprocessInput
{
    /// <summary>The run's name.</summary>
    public required string Run { get; init; }

    /// <summary>Which stored volumes.</summary>
    public StoredSource Source { get; init; }

    /// <summary>For <see cref="StoredSource.Named"/>: the file with barcodes, in the run's folder.</summary>
    public string? BarcodesFile { get; init; }

    /// <summary>The most volumes to take; null for all.</summary>
    public int? Limit { get; init; }

    /// <summary>Whether page texts are derived.</summary>
    public bool WithText { get; init; } = true;

    /// <summary>Whether MARC columns are derived.</summary>
    public bool WithMarc { get; init; } = true;

    /// <summary>Failures in a row after which it gives up: something else than these volumes must be wrong.</summary>
    public int MostFailuresInRow { get; init; } = 10;

    /// <summary>How long to keep trying while the storage is out of reach.</summary>
    public TimeSpan Patience { get; init; }

    /// <summary>Where the generation before this one stopped; null for the first.</summary>
    public SyncProgress? Progress { get; init; }
}
