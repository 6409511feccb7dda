using GrinToS3.Publishing;
using GrinToS3.Workflows;

namespace GrinToS3.Syncing;

/// <summary>What came of a sync.</summary>
public sealed record SyncResult
{
    /// <summary>How it ended.</summary>
    public required SyncEnd End { get; init; }

    /// <summary>What it did.</summary>
    public required SyncProgress Progress { get; init; }

    /// <summary>Why it could not go on, where it could not.</summary>
    public RunError? Error { get; init; }

    /// <summary>What was stored of the run, and where.</summary>
    public IReadOnlyList<PublishedObject> Published { get; init; } = [];
}
