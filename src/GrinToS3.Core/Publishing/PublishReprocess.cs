using GrinToS3.Reprocessing;
using GrinToS3.Syncing;

namespace GrinToS3.Publishing;

/// <summary>Asks for what a reprocessing leaves behind to be stored.</summary>
/// <param name="Input">What it was asked for.</param>
/// <param name="Result">What came of it.</param>
/// <param name="SnapshotFile">The copy of the progress file in the run's folder; null to store none, as after a stop.</param>
/// <param name="Moment">The moment that names the timestamped objects, UTC.</param>
public sealed record PublishReprocess(ReprocessInput Input, SyncResult Result, string? SnapshotFile, DateTime Moment);
