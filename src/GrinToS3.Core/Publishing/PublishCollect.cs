using GrinToS3.Collecting;

namespace GrinToS3.Publishing;

/// <summary>Asks for what a collection leaves behind to be stored.</summary>
/// <param name="Input">What the collection was asked for.</param>
/// <param name="Result">What came of it.</param>
/// <param name="SnapshotFile">The copy of the progress file in the run's folder; null to store none, as after a stop.</param>
/// <param name="Moment">The moment that names the timestamped objects, UTC.</param>
public sealed record PublishCollect(CollectInput Input, CollectResult Result, string? SnapshotFile, DateTime Moment);
