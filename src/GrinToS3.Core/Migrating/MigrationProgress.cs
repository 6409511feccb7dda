namespace GrinToS3.Migrating;

/// <summary>How far a move has come.</summary>
/// <param name="Step">What it is doing.</param>
/// <param name="Counts">What it has done.</param>
/// <param name="Known">The objects that the run's file knows.</param>
public sealed record MigrationProgress(MigrationStep Step, MigrationCounts Counts, long Known);
