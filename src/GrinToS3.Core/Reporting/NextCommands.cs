using GrinToS3.Progress;

namespace GrinToS3.Reporting;

/// <summary>What a run's state calls for.</summary>
internal static class NextCommands
{
    internal static List<NextCommand> Of(ProgressCounts counts, IReadOnlyList<StageCount> open, ListingReport? listing, QueueStatus? queue, bool canDerive)
    {
        long In(string stage, params string[] states) => open.Where(one => one.Stage == stage && states.Contains(one.State)).Sum(static one => one.Volumes);
        long Grin(string state) => counts.ByState.GetValueOrDefault(state);
        var (failed, reopened) = (In("sync", "failed"), In("sync", "reopened"));
        var unstored = counts.Books - counts.Synced - Grin("CHECKED_IN") - Grin("NOT_AVAILABLE_FOR_DOWNLOAD");
        (bool IsDue, string Why, string Command)[] all =
        [
            (listing is null, counts.Books == 0 ? "the inventory has not been listed" : "this tool has not listed the inventory", "collect"),
            (listing is { FinishedAt: null }, "the listing of the inventory is not finished", "collect"),
            (queue is { Ready: > 0 }, $"{queue?.Ready} volumes are converted and not stored", "sync --queue converted"),
            (queue is null && Grin("CONVERTED") > 0, $"{Grin("CONVERTED")} volumes are converted, as the inventory says", "sync --queue converted"),
            (failed > 0, $"{failed} volumes failed; sync tries them again, after all others", "report retry"),
            (reopened > 0, $"{reopened} volumes were reopened by a repair", "report repaired"),
            (canDerive, "a repair reopened page texts or MARC data of volumes that are stored", "reprocess"),
            (counts.Books > counts.Enriched, $"{counts.Books - counts.Enriched} volumes lack GRIN's detailed metadata", "enrich"),
            (queue is not { Room: 0 } && unstored > (queue?.Ready ?? 0) + (queue?.InProcess ?? 0) + In("conversion", "refused", "failed"),
                "there are volumes whose conversion can be requested", "request --queue previous --queue unconverted"),
        ];
        return [.. all.Where(static one => one.IsDue).Select(static one => new NextCommand(one.Why, one.Command))];
    }
}
