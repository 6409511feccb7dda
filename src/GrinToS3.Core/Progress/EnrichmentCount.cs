namespace GrinToS3.Progress;

/// <summary>How many volumes are not enriched yet.</summary>
/// <param name="Due">Those that can be asked for now.</param>
/// <param name="Waiting">Those that failed and are not due yet.</param>
public sealed record EnrichmentCount(long Due, long Waiting);
