namespace GrinToS3.Progress;

/// <summary>What the file says of one stored object of a volume.</summary>
/// <param name="Barcode">The volume.</param>
/// <param name="Place">Where it was stored; empty where the Python tool did not note it.</param>
/// <param name="Size">Its bytes; null where the Python tool stored it, which notes neither size nor digest.</param>
/// <param name="ETag">The store's tag of it, without quotes; null where the store has none.</param>
/// <param name="Sha256">Its SHA-256, lower-case hex; null where none was noted.</param>
/// <param name="SourceETag">GRIN's version of the encrypted archive that it comes from; null where that is not known.</param>
public sealed record StoredRow(string Barcode, string Place, long? Size, string? ETag, string? Sha256, string? SourceETag);
