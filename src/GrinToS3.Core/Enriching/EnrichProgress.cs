namespace GrinToS3.Enriching;

/// <summary>Where enriching stands: its custom status, and what one generation hands to the next. Under 2 KB at any number of volumes.</summary>
public sealed record EnrichProgress
{
    /// <summary>What is being done now.</summary>
    public EnrichPhase Phase { get; init; }

    /// <summary>When this start began, UTC.</summary>
    public DateTime StartedAt { get; init; }

    /// <summary>The session in the ledger.</summary>
    public long Session { get; init; }

    /// <summary>Requests in flight.</summary>
    public int Window { get; init; } = 1;

    /// <summary>The characters that the barcodes of a request may have together.</summary>
    public int Room { get; init; }

    /// <summary>Where the last volume stands whose enrichment was forgotten.</summary>
    public long ResetPosition { get; init; }

    /// <summary>Volumes whose enrichment was forgotten.</summary>
    public long Forgotten { get; init; }

    /// <summary>Volumes that were due when this start began.</summary>
    public long ToEnrich { get; init; }

    /// <summary>Volumes that failed before, and were not due yet.</summary>
    public long Waiting { get; init; }

    /// <summary>Where the last volume stands that was taken.</summary>
    public long Position { get; init; }

    /// <summary>Volumes that were taken.</summary>
    public long Taken { get; init; }

    /// <summary>Requests that were answered, or failed.</summary>
    public int Requests { get; init; }

    /// <summary>Volumes that GRIN showed.</summary>
    public long Enriched { get; init; }

    /// <summary>Volumes that it did not show.</summary>
    public long Absent { get; init; }

    /// <summary>Volumes whose request failed; they are asked for again later.</summary>
    public long Failed { get; init; }

    /// <summary>Why the last of these failed.</summary>
    public string? LastFailure { get; init; }

    /// <summary>Of a poll: how many of the volumes that GRIN showed are in which of its states.</summary>
    public IReadOnlyDictionary<string, int> States { get; init; } = new Dictionary<string, int>();

    /// <summary>Columns of GRIN's that have no column here; their values are kept beside.</summary>
    public IReadOnlyList<string> UnknownColumns { get; init; } = [];

    /// <summary>Columns that GRIN did not show; what is there stays.</summary>
    public IReadOnlyList<string> MissingColumns { get; init; } = [];

    /// <summary>When GRIN stopped answering, while it does not.</summary>
    public DateTime? OutageSince { get; init; }
}
