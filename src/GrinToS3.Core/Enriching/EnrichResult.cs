using GrinToS3.Publishing;
using GrinToS3.Workflows;

namespace GrinToS3.Enriching;

/// <summary>What came of enriching.</summary>
public sealed record EnrichResult
{
    /// <summary>How it ended.</summary>
    public required EnrichEnd End { get; init; }

    /// <summary>What it did.</summary>
    public required EnrichProgress Progress { get; init; }

    /// <summary>Why it could not go on, where it could not.</summary>
    public RunError? Error { get; init; }

    /// <summary>What was stored of the run, and where.</summary>
    public IReadOnlyList<PublishedObject> Published { get; init; } = [];
}
