namespace GrinToS3.Verifying;

/// <summary>How far a verification has come.</summary>
/// <param name="Kind">What it is looking at.</param>
/// <param name="Counts">What it has found so far, also before it was interrupted.</param>
/// <param name="Known">Objects that this tool has stored; there may be more, of the Python tool.</param>
public sealed record VerifyProgress(StoredKind Kind, VerifyCounts Counts, long Known);
