using GrinToS3.Publishing;
using GrinToS3.Workflows;

namespace GrinToS3.Collecting;

/// <summary>What came of a collection.</summary>
public sealed record CollectResult
{
    /// <summary>How it ended.</summary>
    public required CollectEnd End { get; init; }

    /// <summary>What it did.</summary>
    public required CollectProgress Progress { get; init; }

    /// <summary>Why it could not finish, where it could not.</summary>
    public RunError? Error { get; init; }

    /// <summary>What was stored, and where.</summary>
    public IReadOnlyList<PublishedObject> Published { get; init; } = [];
}
