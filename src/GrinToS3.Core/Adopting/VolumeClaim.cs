namespace GrinToS3.Adopting;

/// <summary>What the file says of a volume whose archive is in storage.</summary>
/// <param name="IsKnown">Whether it has a row or a history.</param>
/// <param name="IsStored">Whether history calls it stored, and rightly so.</param>
/// <param name="ETag">GRIN's version that its last valid attempt stored; null where that is not certain.</param>
/// <param name="ClaimedETag">The ETag that <c>books</c> has.</param>
/// <param name="IsRecorded">Whether the very object is recorded already.</param>
internal sealed record VolumeClaim(bool IsKnown, bool IsStored, string? ETag, string? ClaimedETag, bool IsRecorded);
