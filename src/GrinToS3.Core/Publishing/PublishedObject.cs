namespace GrinToS3.Publishing;

/// <summary>One object that a run stored.</summary>
/// <param name="Place">Where: a path or a URL.</param>
/// <param name="Bytes">Its size.</param>
public sealed record PublishedObject(string Place, long Bytes);
