using GrinToS3.Progress;

namespace GrinToS3.Collecting;

/// <summary>Where a collection stands: its custom status, and what one generation hands to the next. Under 1 KB at any size of library.</summary>
public sealed record CollectProgress
{
    /// <summary>What is being done now.</summary>
    public CollectPhase Phase { get; init; }

    /// <summary>When this start began, UTC.</summary>
    public DateTime StartedAt { get; init; }

    /// <summary>The listing in the ledger.</summary>
    public long Listing { get; init; }

    /// <summary>Whether the listing goes on where an earlier start left it.</summary>
    public bool Resumed { get; init; }

    /// <summary>The page to ask for next; null when the list has ended.</summary>
    public Uri? NextAddress { get; init; }

    /// <summary>Pages asked for at once.</summary>
    public int Window { get; init; }

    /// <summary>Pages applied, by this and earlier starts.</summary>
    public int Pages { get; init; }

    /// <summary>Rows applied, by this and earlier starts.</summary>
    public long Rows { get; init; }

    /// <summary>Volumes that this start added.</summary>
    public long Inserted { get; init; }

    /// <summary>Volumes that this start changed.</summary>
    public long Updated { get; init; }

    /// <summary>Volumes that were known and stayed as they were.</summary>
    public long Unchanged { get; init; }

    /// <summary>Rows that GRIN showed without a barcode.</summary>
    public long WithoutBarcode { get; init; }

    /// <summary>The batch that was applied last.</summary>
    public BatchId? LastBatch { get; init; }

    /// <summary>Columns of GRIN's table that we do not know.</summary>
    public IReadOnlyList<string> UnknownColumns { get; init; } = [];

    /// <summary>Pages that had to be asked for again after a guess at their address failed.</summary>
    public int Repeated { get; init; }

    /// <summary>Why the last of them had to be.</summary>
    public string? LastRepeat { get; init; }

    /// <summary>When GRIN stopped answering, while it does not.</summary>
    public DateTime? OutageSince { get; init; }
}
