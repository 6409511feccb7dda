namespace GrinToS3.Verifying;

/// <summary>A page of the run's objects of which those that were due have been read.</summary>
/// <param name="LastBarcode">The last volume of the page; null where there was none.</param>
/// <param name="IsLast">Whether no page comes after it.</param>
/// <param name="Counts">What was found.</param>
/// <param name="Findings">Each object that is not as it should be.</param>
public sealed record AuditedPage(string? LastBarcode, bool IsLast, VerifyCounts Counts, IReadOnlyList<ObjectFinding> Findings);
