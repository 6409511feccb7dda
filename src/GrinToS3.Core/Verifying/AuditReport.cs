using GrinToS3.Workflows;

namespace GrinToS3.Verifying;

/// <summary>How an audit ended.</summary>
/// <param name="IsComplete">Whether all that was due was read; a later start goes on where it is not.</param>
/// <param name="CycleWeeks">The weeks in which everything is read once.</param>
/// <param name="From">The first day whose objects were read, UTC; null where those of today had been read already.</param>
/// <param name="To">The last one.</param>
/// <param name="MissedDays">Days on which nobody audited, and whose objects were read now.</param>
/// <param name="Counts">What was found in them.</param>
/// <param name="Repaired">Findings of earlier audits that are no longer true.</param>
/// <param name="Open">All findings that are not repaired, also of earlier audits.</param>
/// <param name="Findings">The file with them, one JSON object a line.</param>
/// <param name="Repair">The list of volumes to fetch again, for <c>grin sync --barcodes-file</c>; null where there is nothing to repair.</param>
/// <param name="RepairCommand">The command that does so.</param>
/// <param name="Error">Why it could not finish, where nobody stopped it.</param>
public sealed record AuditReport(
    bool IsComplete,
    int CycleWeeks,
    DateOnly? From,
    DateOnly? To,
    int MissedDays,
    VerifyCounts Counts,
    long Repaired,
    long Open,
    string Findings,
    string? Repair = null,
    string? RepairCommand = null,
    RunError? Error = null);
