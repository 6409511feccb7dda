namespace GrinToS3.Objects;

/// <summary>Where an object is: its bucket, and its key there.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="Key">The key: segments joined by slashes, none at the start.</param>
public readonly record struct ObjectKey(Bucket Bucket, string Key);
