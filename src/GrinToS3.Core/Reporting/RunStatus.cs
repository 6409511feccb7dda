using GrinToS3.Progress;

namespace GrinToS3.Reporting;

/// <summary>Where a run stands: one page for an operator.</summary>
/// <param name="Counts">How many volumes there are, and how far they have come.</param>
/// <param name="Open">What is not done, by stage (<c>sync</c>, <c>conversion</c>, <c>enrichment</c>, <c>text</c>, <c>marc</c>) and state; without what is done.</param>
/// <param name="Listing">The latest listing of the inventory; null where there was none.</param>
/// <param name="Session">The latest sync, request or enriching; null where there was none.</param>
/// <param name="LastDay">What happened within 24 hours.</param>
/// <param name="Queue">GRIN's lists of conversions; null where none was read.</param>
/// <param name="Next">What to do next, as commands, the most urgent first; empty where there is nothing.</param>
public sealed record RunStatus(
    ProgressCounts Counts,
    IReadOnlyList<StageCount> Open,
    ListingReport? Listing,
    SessionReport? Session,
    DayActivity LastDay,
    QueueStatus? Queue,
    IReadOnlyList<NextCommand> Next)
{
    /// <summary>Of a run that has collected nothing.</summary>
    public static RunStatus None { get; } = Of(new ProgressCounts(0, new Dictionary<string, long>(), 0, 0, 0));

    private static RunStatus Of(ProgressCounts counts) =>
        new(counts, [], null, null, new DayActivity(0, 0, 0), null, NextCommands.Of(counts, [], listing: null, queue: null, canDerive: false));
}
