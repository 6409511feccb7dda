namespace GrinToS3.Objects;

/// <summary>An object as it was stored and verified.</summary>
/// <param name="Size">Its bytes.</param>
/// <param name="ETag">The store's tag of this version, without quotes; null where the store has none.</param>
public sealed record StoredObject(long Size, string? ETag);
