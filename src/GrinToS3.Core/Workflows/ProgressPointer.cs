using GrinToS3.Progress;

namespace GrinToS3.Workflows;

/// <summary>
/// The state of a run's <see cref="ProgressEntity"/>: where the progress is kept, and how far it had come at the last operation. Everything in it
/// is read from the file, so an operation that is delivered twice counts nothing twice. Under 2 KB at any size of library.
/// </summary>
public sealed record ProgressPointer
{
    /// <summary>The file, below the folder of all runs.</summary>
    public required string Database { get; init; }

    /// <summary>Who owns it, and its last batch.</summary>
    public required ProgressPosition Position { get; init; }

    /// <summary>Volumes by state, counted at <see cref="CountedAt"/>.</summary>
    public required ProgressCounts Counts { get; init; }

    /// <summary>When the volumes were counted, UTC. Counting reads an index of all volumes, so it is done once a minute at the most.</summary>
    public required DateTime CountedAt { get; init; }
}
