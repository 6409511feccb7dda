namespace GrinToS3.Reporting;

/// <summary>What GRIN's lists of conversions showed when they were read last.</summary>
/// <param name="ReadAt">When the session that read them began, as a tool timestamp.</param>
/// <param name="Ready">Volumes that are converted and not stored.</param>
/// <param name="InProcess">Volumes that wait for their conversion.</param>
/// <param name="Room">Conversions that the queue has room for (spec: grin-protocol 8).</param>
/// <param name="OldestRequest">When the oldest request was made that still waits; null where none waits or none is ours.</param>
public sealed record QueueStatus(string? ReadAt, long Ready, long InProcess, long Room, string? OldestRequest);
