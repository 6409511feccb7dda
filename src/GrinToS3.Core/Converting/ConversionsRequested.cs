using GrinToS3.Progress;

namespace GrinToS3.Converting;

/// <summary>What GRIN answered to one call.</summary>
/// <param name="Batch">The batch that says so to the progress file; null where the queue was full and nothing is to be noted.</param>
/// <param name="Counts">Volumes by what GRIN's answer means.</param>
/// <param name="QueueFull">Whether the library's queue is full: nothing more can be requested now.</param>
/// <param name="Sample">One of the answers that we do not know, as GRIN gave it.</param>
public sealed record ConversionsRequested(
    BatchId? Batch, IReadOnlyDictionary<ConversionAnswer, int> Counts, bool QueueFull, string? Sample);
