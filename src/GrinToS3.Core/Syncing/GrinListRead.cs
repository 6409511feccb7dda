using GrinToS3.Progress;

namespace GrinToS3.Syncing;

/// <summary>One of GRIN's lists waits in the inbox.</summary>
/// <param name="Batch">The batch with its volumes.</param>
public sealed record GrinListRead(BatchId Batch);
