namespace GrinToS3.Publishing;

/// <summary>What was stored, and where.</summary>
/// <param name="Objects">The objects, in the order in which they were stored.</param>
public sealed record Published(IReadOnlyList<PublishedObject> Objects);
