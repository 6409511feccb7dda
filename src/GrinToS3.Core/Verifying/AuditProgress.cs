namespace GrinToS3.Verifying;

/// <summary>How far an audit has come.</summary>
/// <param name="Kind">What it is reading.</param>
/// <param name="From">The first day whose objects are read.</param>
/// <param name="To">The last one.</param>
/// <param name="Counts">What it has found so far.</param>
public sealed record AuditProgress(StoredKind Kind, DateOnly From, DateOnly To, VerifyCounts Counts);
