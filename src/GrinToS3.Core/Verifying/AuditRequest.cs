namespace GrinToS3.Verifying;

/// <summary>Asks for the audit of what is due.</summary>
public sealed record AuditRequest
{
    /// <summary>The weeks of a cycle; null for those of the audits before, else <see cref="AuditCalendar.DefaultWeeks"/>.</summary>
    public int? CycleWeeks { get; init; }

    /// <summary>How many objects are read side by side.</summary>
    public int Parallel { get; init; } = VerifyRequest.DefaultParallel;
}
