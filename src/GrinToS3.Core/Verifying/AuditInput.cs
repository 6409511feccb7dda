namespace GrinToS3.Verifying;

/// <summary>What the audit of a run shall do.</summary>
public sealed record AuditInput
{
    /// <summary>The run's name.</summary>
    public required string Run { get; init; }

    /// <summary>The weeks of a cycle; null for those of the audits before, else <see cref="AuditCalendar.DefaultWeeks"/>.</summary>
    public int? CycleWeeks { get; init; }

    /// <summary>After how long a part ends, between two pages: about so long waits who asks for the end. After a kill no more than a page is read again.</summary>
    public TimeSpan PartTime { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>After how long it leaves the rest to the next start: where more is stored than can be read, the other stages of a run must not wait for it forever.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromHours(12);

    /// <summary>How long to keep trying while the storage is out of reach, or another audit of the run at work.</summary>
    public TimeSpan Patience { get; init; }

    /// <summary>Where the generation before this one stopped; null for the first.</summary>
    public AuditStatus? Status { get; init; }
}
