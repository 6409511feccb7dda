namespace GrinToS3.Verifying;

/// <summary>What came of looking at one object.</summary>
/// <param name="Fault">What is wrong; null where nothing is.</param>
/// <param name="Says">What is wrong, or why nothing can be said.</param>
/// <param name="Modified">When it was stored; null where it is not there.</param>
/// <param name="BytesRead">Bytes that were read for it.</param>
internal sealed record Judgement(ObjectFault? Fault, string? Says = null, DateTimeOffset? Modified = null, long BytesRead = 0)
{
    internal static readonly Judgement Sound = new(Fault: null);

    /// <summary>Only its size could be told without reading it.</summary>
    internal static readonly Judgement SizeOnly = new(Fault: null) { IsSizeOnly = true };

    /// <summary>Nothing was noted that its content could be compared with.</summary>
    internal static readonly Judgement NotVerifiable = new(Fault: null) { IsNotVerifiable = true };

    internal bool IsSizeOnly { get; private init; }

    internal bool IsNotVerifiable { get; private init; }
}
