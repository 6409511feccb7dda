namespace GrinToS3.Syncing;

/// <summary>Where a sync stands: its custom status, and what one generation hands to the next. Under 2 KB at any number of volumes.</summary>
public sealed record SyncProgress
{
    /// <summary>What is being done now.</summary>
    public SyncPhase Phase { get; init; }

    /// <summary>When this start began, UTC.</summary>
    public DateTime StartedAt { get; init; }

    /// <summary>The session in the ledger.</summary>
    public long Session { get; init; }

    /// <summary>Volumes to work on at once.</summary>
    public int Window { get; init; } = 1;

    /// <summary>Volumes whose archive is to be fetched.</summary>
    public int ToFetch { get; init; }

    /// <summary>Volumes whose conversion is to be requested.</summary>
    public int ToRequest { get; init; }

    /// <summary>The position of the last volume that was begun to be fetched.</summary>
    public int FetchPosition { get; init; }

    /// <summary>The position of the last volume that was requested.</summary>
    public int RequestPosition { get; init; }

    /// <summary>Volumes that were stored, verified; where stored archives are read, those from which all was derived that was wanted.</summary>
    public int Stored { get; init; }

    /// <summary>Volumes whose stored archive is GRIN's.</summary>
    public int Skipped { get; init; }

    /// <summary>Volumes whose archive GRIN did not have after all.</summary>
    public int NotReady { get; init; }

    /// <summary>Volumes that failed.</summary>
    public int Failed { get; init; }

    /// <summary>Volumes that failed since the last one that did not.</summary>
    public int FailuresInRow { get; init; }

    /// <summary>Why the last of them did.</summary>
    public string? LastFailure { get; init; }

    /// <summary>Bytes of archives that were fetched: encrypted ones of GRIN, or stored ones.</summary>
    public long Bytes { get; init; }

    /// <summary>Conversions that GRIN accepted.</summary>
    public int Requested { get; init; }

    /// <summary>Volumes that were in GRIN's queue already.</summary>
    public int InProcess { get; init; }

    /// <summary>Volumes that GRIN says can be fetched; the next sync does.</summary>
    public int Available { get; init; }

    /// <summary>Volumes that GRIN does not give to this library.</summary>
    public int Refused { get; init; }

    /// <summary>Volumes about which GRIN said something that we do not know.</summary>
    public int Unknown { get; init; }

    /// <summary>One of those answers.</summary>
    public string? UnknownAnswer { get; init; }

    /// <summary>Whether GRIN's queue is full: what was not requested stays as it is.</summary>
    public bool QueueFull { get; init; }

    /// <summary>Whether there are more volumes to request than GRIN's queue had room for.</summary>
    public bool FillsQueue { get; init; }

    /// <summary>When GRIN or the storage stopped answering, while it does not.</summary>
    public DateTime? OutageSince { get; init; }
}
