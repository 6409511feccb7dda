namespace GrinToS3.Verifying;

/// <summary>Where the audit of a run stands: its custom status, and what one generation hands to the next. Under 2 KB at any number of objects.</summary>
public sealed record AuditStatus
{
    /// <summary>What is being done now.</summary>
    public AuditPhase Phase { get; init; }

    /// <summary>When this start began, UTC.</summary>
    public DateTime StartedAt { get; init; }

    /// <summary>When the storage stopped answering, or another audit was met, while that lasts.</summary>
    public DateTime? WaitingSince { get; init; }

    /// <summary>What was found so far; null before the first part has ended.</summary>
    public AuditReport? Report { get; init; }
}
