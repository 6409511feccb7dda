namespace GrinToS3.Progress;

/// <summary>How many volumes there are, and how far they have come.</summary>
/// <param name="Books">All volumes.</param>
/// <param name="ByState">Volumes by GRIN's state, in the order of the names; blank is under "".</param>
/// <param name="Enriched">Volumes whose enrichment was attempted.</param>
/// <param name="Requested">Volumes whose conversion GRIN has accepted.</param>
/// <param name="Synced">Volumes that have a <c>sync/completed</c> (spec: data-model 6).</param>
public sealed record ProgressCounts(long Books, IReadOnlyDictionary<string, long> ByState, long Enriched, long Requested, long Synced);
