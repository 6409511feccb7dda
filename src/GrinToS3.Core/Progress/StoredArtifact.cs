namespace GrinToS3.Progress;

/// <summary>Something that is stored of a volume.</summary>
/// <param name="Kind">What: <c>archive</c>, <c>text</c> or <c>manifest</c>.</param>
/// <param name="Place">Where.</param>
/// <param name="Size">Its bytes.</param>
public sealed record StoredArtifact(string Kind, string Place, long Size);
