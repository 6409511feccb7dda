namespace GrinToS3.Progress;

/// <summary>Volumes to be asked for in one request.</summary>
/// <param name="Position">The last one's place among all volumes; they stand in the order in which they were added.</param>
/// <param name="Barcodes">The volumes.</param>
public sealed record EnrichmentPage(long Position, IReadOnlyList<string> Barcodes);
