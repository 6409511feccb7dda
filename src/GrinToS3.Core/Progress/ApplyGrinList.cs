namespace GrinToS3.Progress;

/// <summary>Asks for what one of GRIN's lists shows to replace what it showed before.</summary>
/// <param name="Session">The session.</param>
/// <param name="List">The list, such as <c>_converted</c>.</param>
/// <param name="Batch">The batch with its volumes.</param>
public sealed record ApplyGrinList(long Session, string List, BatchId Batch);
