namespace GrinToS3.Progress;

/// <summary>What compacting a progress file did.</summary>
/// <param name="BytesBefore">Its size before.</param>
/// <param name="BytesAfter">Its size now.</param>
public sealed record DatabaseCompactResult(long BytesBefore, long BytesAfter);
