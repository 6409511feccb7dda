namespace GrinToS3.Objects;

/// <summary>What a store says of an object without sending it.</summary>
/// <param name="Size">Its bytes.</param>
/// <param name="ETag">The store's tag of this version, without quotes; null where the store has none.</param>
/// <param name="LastModified">When it was stored, UTC.</param>
/// <param name="Metadata">Its metadata by lower-case key; empty where the store keeps none.</param>
public sealed record ObjectInfo(long Size, string? ETag, DateTimeOffset LastModified, IReadOnlyDictionary<string, string> Metadata);
