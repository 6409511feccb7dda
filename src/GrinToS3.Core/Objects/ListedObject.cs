namespace GrinToS3.Objects;

/// <summary>One object of a listing.</summary>
/// <param name="Key">Where it is.</param>
/// <param name="Size">Its bytes.</param>
/// <param name="LastModified">When it was stored, UTC.</param>
/// <param name="ETag">The store's tag of this version, without quotes; null where the store has none.</param>
public sealed record ListedObject(ObjectKey Key, long Size, DateTimeOffset LastModified, string? ETag);
