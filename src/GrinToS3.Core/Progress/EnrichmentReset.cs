namespace GrinToS3.Progress;

/// <summary>What enriching brought was forgotten for some volumes.</summary>
/// <param name="Position">The last one that was looked at; null where there were none left.</param>
/// <param name="Volumes">How many had been enriched.</param>
public sealed record EnrichmentReset(long? Position, int Volumes);
