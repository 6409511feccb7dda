namespace GrinToS3.Progress;

/// <summary>A page of a session's volumes; empty at the end.</summary>
/// <param name="Volumes">The volumes, in the session's order.</param>
public sealed record SessionPage(IReadOnlyList<SessionVolume> Volumes);
