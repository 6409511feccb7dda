namespace GrinToS3.Syncing;

/// <summary>One object of a volume in storage.</summary>
/// <param name="Place">Where: <c>bucket/key</c>, or a path.</param>
/// <param name="Size">Its bytes.</param>
/// <param name="ETag">The store's tag of this version; null where it has none.</param>
/// <param name="Sha256">The SHA-256 of its bytes, lower-case hex.</param>
internal sealed record Placed(string Place, long Size, string? ETag, string Sha256);
