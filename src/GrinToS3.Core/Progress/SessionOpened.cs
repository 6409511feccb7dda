namespace GrinToS3.Progress;

/// <summary>A session has begun.</summary>
/// <param name="Id">Its number.</param>
public sealed record SessionOpened(long Id);
