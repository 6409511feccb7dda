using GrinToS3.Progress;
using GrinToS3.Workflows;

namespace GrinToS3.Syncing;

/// <summary>What came of a volume, and the batch that says so to the progress file.</summary>
/// <param name="Batch">The batch.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Bytes">Bytes of the encrypted archive that were fetched.</param>
/// <param name="Failure">Why it failed, in one line that begins with the barcode.</param>
/// <param name="EndsRun">Why no other volume should be tried before somebody has looked; null where the failure is this volume's own.</param>
public sealed record VolumeSynced(BatchId Batch, VolumeOutcome Outcome, long Bytes, string? Failure, RunError? EndsRun = null);
