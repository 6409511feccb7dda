using GrinToS3.Workflows;

namespace GrinToS3.Migrating;

/// <summary>How a move ended.</summary>
/// <param name="IsComplete">Whether the run uses the new store now.</param>
/// <param name="Counts">What this start has done.</param>
/// <param name="From">Where the run stored before: a place a bucket.</param>
/// <param name="To">Where it is moved to.</param>
/// <param name="Findings">The file that names what is damaged at the source; null where nothing is.</param>
/// <param name="Repair">The command that fetches those volumes again; null where there are none.</param>
/// <param name="Kept">The configuration as it was before the switch; null where there was none yet.</param>
/// <param name="Error">Why it could not finish, where nobody stopped it.</param>
public sealed record MigrationReport(
    bool IsComplete,
    MigrationCounts Counts,
    IReadOnlyList<string> From,
    IReadOnlyList<string> To,
    string? Findings = null,
    string? Repair = null,
    string? Kept = null,
    RunError? Error = null);
