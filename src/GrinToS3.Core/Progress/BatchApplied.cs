namespace GrinToS3.Progress;

/// <summary>What applying a batch did.</summary>
/// <param name="Inserted">Volumes that were new.</param>
/// <param name="Updated">Known volumes that were written.</param>
/// <param name="Unchanged">Known volumes that were left alone.</param>
/// <param name="AlreadyApplied">Whether an earlier delivery did it; the counts are that one's.</param>
public sealed record BatchApplied(int Inserted, int Updated, int Unchanged, bool AlreadyApplied);
