namespace GrinToS3.Explaining;

/// <summary>Where a volume stands in a stage: the state that queues select by.</summary>
/// <param name="Stage">The stage: <c>sync</c>, <c>conversion</c>, <c>text</c> or <c>marc</c>.</param>
/// <param name="State">The state.</param>
/// <param name="Attempts">How often in a row it came to this.</param>
/// <param name="ErrorKind">The kind of its error, if any.</param>
/// <param name="Error">Its error, or GRIN's literal answer.</param>
/// <param name="NextAttempt">Not tried again before; null for at any time.</param>
/// <param name="Since">When it was last noted.</param>
public sealed record VolumeStage(string Stage, string State, long Attempts, string? ErrorKind, string? Error, string? NextAttempt, string Since);
