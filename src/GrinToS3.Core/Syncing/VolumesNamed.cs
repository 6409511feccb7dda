using GrinToS3.Progress;

namespace GrinToS3.Syncing;

/// <summary>The volumes that a person named wait in the inbox.</summary>
/// <param name="Batch">The batch.</param>
public sealed record VolumesNamed(BatchId Batch);
