namespace GrinToS3.Verifying;

/// <summary>Asks for the audit of what is due.</summary>
public sealed record AuditRequest
{
    /// <summary>The weeks of a cycle; null for those of the audits before, else <see cref="AuditCalendar.DefaultWeeks"/>.</summary>
    public int? CycleWeeks { get; init; }

    /// <summary>How many objects are read side by side.</summary>
    public int Parallel { get; init; } = VerifyRequest.DefaultParallel;

    /// <summary>
    /// When the start began that this is a part of: what earlier audits found is looked at by its first part only, and a part that is asked for again after the last
    /// one says what that said. Null where the start has no other part.
    /// </summary>
    public DateTime? Start { get; init; }

    /// <summary>After how long it ends, between two pages, though there is more to read; null for never.</summary>
    public TimeSpan? Longest { get; init; }
}
