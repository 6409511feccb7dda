namespace GrinToS3.Verifying;

/// <summary>What came of an object.</summary>
/// <param name="Judgement">How it compares with what the file says; null where the file does not know it.</param>
/// <param name="Finding">What is wrong; null where nothing is.</param>
/// <param name="IsInUse">Whether a session was just working on it, so that nothing can be said.</param>
internal sealed record Examined(Judgement? Judgement, ObjectFinding? Finding = null, bool IsInUse = false)
{
    /// <summary>Counts it.</summary>
    internal VerifyCounts AddTo(VerifyCounts counts) =>
        IsInUse ? (Judgement is null ? counts : counts with { Objects = counts.Objects + 1 }) with { InUse = counts.InUse + 1 }
        : Judgement is not null ? counts.With(Judgement)
        : counts.With(Finding?.Fault);
}
