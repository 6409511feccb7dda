namespace GrinToS3.Objects;

/// <summary>A part of an object.</summary>
/// <param name="Offset">The first byte, from 0.</param>
/// <param name="Length">How many bytes, at least 1; null for all that follow. Fewer come where the object ends before.</param>
public readonly record struct ByteRange(long Offset, long? Length = null);
