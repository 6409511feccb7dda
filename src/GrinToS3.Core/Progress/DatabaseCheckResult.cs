namespace GrinToS3.Progress;

/// <summary>What a check of a progress file found.</summary>
/// <param name="Books">How many volumes it holds.</param>
/// <param name="Problems">What must not be, a line each.</param>
/// <param name="Notes">What is unusual but harmless, a line each.</param>
public sealed record DatabaseCheckResult(long Books, IReadOnlyList<string> Problems, IReadOnlyList<string> Notes)
{
    /// <summary>Whether nothing is wrong.</summary>
    public bool IsSound => Problems.Count == 0;
}
