namespace GrinToS3.Syncing;

/// <summary>Asks for one of GRIN's lists of volumes to be read.</summary>
/// <param name="Run">The run.</param>
/// <param name="Session">The session.</param>
/// <param name="List">The list: <c>_converted</c>, <c>_failed</c> or <c>_in_process</c>.</param>
public sealed record ReadGrinList(string Run, long Session, string List);
