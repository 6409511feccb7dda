namespace GrinToS3.Explaining;

/// <summary>What is known of a volume, and what comes next.</summary>
/// <param name="Facts">What the run's file knows.</param>
/// <param name="Storage">What the storage says.</param>
/// <param name="Grin">What GRIN says; null where it was not asked.</param>
/// <param name="Next">The next step and its reason.</param>
public sealed record Explanation(VolumeFacts Facts, Answer Storage, Answer? Grin, NextStep Next);
