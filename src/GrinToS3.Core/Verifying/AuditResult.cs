using System.Text.Json.Serialization;
using GrinToS3.Workflows;

namespace GrinToS3.Verifying;

/// <summary>What came of the audit of a run.</summary>
public sealed record AuditResult
{
    /// <summary>How it ended.</summary>
    public required AuditEnd End { get; init; }

    /// <summary>What it did.</summary>
    public required AuditStatus Status { get; init; }

    /// <summary>Why it could not go on, where it could not.</summary>
    public RunError? Error { get; init; }

    /// <summary>Objects that are missing or damaged, of all audits so far.</summary>
    [JsonIgnore]
    public long Damaged => Status.Report?.Open ?? 0;
}
