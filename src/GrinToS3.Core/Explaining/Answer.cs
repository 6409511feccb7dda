namespace GrinToS3.Explaining;

/// <summary>What GRIN or the storage says of a volume's archive.</summary>
/// <param name="IsThere">Whether there is one; null where no answer came.</param>
/// <param name="ETag">GRIN's version of the encrypted archive; null where it is not known.</param>
/// <param name="Size">The stored object's bytes; null where it is not stored or was not asked.</param>
/// <param name="Problem">Why no answer came.</param>
public sealed record Answer(bool? IsThere, string? ETag = null, long? Size = null, string? Problem = null);
