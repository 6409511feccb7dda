using GrinToS3.Workflows;

namespace GrinToS3.Checkup;

/// <summary>Something that was looked at.</summary>
/// <param name="Subject">What, such as <c>passphrase</c>.</param>
/// <param name="Verdict">How it is.</param>
/// <param name="Says">What was found, in one line.</param>
/// <param name="Remedy">What to do; null where nothing is to do.</param>
/// <param name="Kind">Of which kind the error would be that ends a run; null but for problems.</param>
public sealed record Finding(string Subject, Verdict Verdict, string Says, string? Remedy = null, RunErrorKind? Kind = null)
{
    /// <summary>Something that a run would end on.</summary>
    internal static Finding Problem(string subject, RunErrorKind kind, string says, string remedy) => new(subject, Verdict.Problem, says, remedy, kind);
}
