using GrinToS3.Workflows;

namespace GrinToS3.Verifying;

/// <summary>How a verification ended.</summary>
/// <param name="IsComplete">Whether all was looked at; a later start goes on where it is not.</param>
/// <param name="Level">How closely.</param>
/// <param name="StartedAt">When it began, UTC.</param>
/// <param name="IsResumed">Whether it went on where an earlier start had been interrupted.</param>
/// <param name="Counts">What was found so far.</param>
/// <param name="Findings">The file with all findings, one JSON object a line.</param>
/// <param name="Repair">The list of volumes to fetch again, for <c>grin sync --barcodes-file</c>; null where there is nothing to repair, or it is not complete.</param>
/// <param name="RepairCommand">The command that does so.</param>
/// <param name="Error">Why it could not finish, where nobody stopped it.</param>
public sealed record VerifyReport(
    bool IsComplete,
    VerifyLevel Level,
    DateTimeOffset StartedAt,
    bool IsResumed,
    VerifyCounts Counts,
    string Findings,
    string? Repair = null,
    string? RepairCommand = null,
    RunError? Error = null);
