using GrinToS3.Progress;
using GrinToS3.Reporting;
using GrinToS3.Runs;

namespace GrinToS3.Cli.Output;

/// <summary>Where a run stands, in sentences.</summary>
internal static class StatusText
{
    internal static IEnumerable<string> Of(RunConfig config, RunStatus status, DateTimeOffset now)
    {
        var counts = status.Counts;
        yield return $"Run {config.RunName}: {config.LibraryDirectory} from {config.Grin.BaseUrl}";
        yield return Number(counts.Books, "volumes");
        foreach (var (state, count) in counts.ByState.OrderByDescending(static one => one.Value))
        {
            yield return Number(count, $"  {(state is "" ? "(no state)" : state)}");
        }

        yield return Number(counts.Enriched, "enriched");
        yield return Number(counts.Requested, "requested for conversion");
        yield return Number(counts.Synced, "synced");
        foreach (var open in status.Open.Where(static one => (one.Stage, one.State) is not ("conversion", "requested")))
        {
            yield return Number(open.Volumes, $"{open.Stage}: {open.State.Replace('_', ' ')}");
        }

        yield return $"Within 24 hours: {Text.Volumes(status.LastDay.Stored)} stored, {Text.Count(status.LastDay.Failed)} failed attempts, {Text.Count(status.LastDay.Requested)} requested";
        if (status.Queue is { } queue)
        {
            yield return $"GRIN's lists, read {queue.ReadAt}: {Text.Volumes(queue.Ready)} ready, {Text.Count(queue.InProcess)} in process, room for {Text.Count(queue.Room)} more"
                + (ToolTimestamp.TryParse(queue.OldestRequest, out var oldest) ? $"; the oldest request is {Text.Duration(now - oldest)} old" : "");
        }

        if (status.Session is { } session)
        {
            yield return $"Latest session: {session.Workflow.ToLowerInvariant()}, begun {session.StartedAt}, "
                + (session.FinishedAt is null ? session.Ended ?? "under way or killed" : $"ended {session.FinishedAt} ({session.Ended})");
        }

        if (status.Listing is { } listing)
        {
            yield return listing.FinishedAt is null
                ? $"Listing begun {listing.StartedAt}, NOT FINISHED: {Text.Count(listing.Pages)} pages, {Text.Volumes(listing.Rows)}"
                : $"Listing ended {listing.FinishedAt} ({listing.Ended}): {Text.Count(listing.Pages)} pages, {Text.Volumes(listing.Rows)}";
        }

        foreach (var next in status.Next)
        {
            yield return $"next: grin {next.Command} --run-name {config.RunName} ({next.Why})";
        }
    }

    private static string Number(long number, string what) => $"  {Text.Count(number),12}  {what}";
}
