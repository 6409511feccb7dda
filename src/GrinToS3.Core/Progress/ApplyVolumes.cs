namespace GrinToS3.Progress;

/// <summary>Asks for what was done with some volumes to be written, in one transaction; each batch once.</summary>
/// <param name="Batches">The batches that wait in the inbox.</param>
public sealed record ApplyVolumes(IReadOnlyList<BatchId> Batches);
