using System.Text.Json.Nodes;
using GrinToS3.Enriching;
using GrinToS3.Workflows;

namespace GrinToS3.Publishing;

/// <summary>Stores what enriching leaves behind: CSV, a copy of the progress file, and the summary.</summary>
/// <param name="runs">The runs that are open in this process.</param>
public sealed class PublishEnrichActivity(OpenRuns runs) : IActivity<PublishEnrich, Outcome<Published>>
{
    /// <summary>The activity's name.</summary>
    public const string Name = "PublishEnrich";

    /// <inheritdoc />
    public Task<Outcome<Published>> RunAsync(PublishEnrich input, CancellationToken cancellationToken) => StorageGuard.RunAsync<Published>(async () =>
    {
        using var lease = runs.Borrow(input.Input.Run);
        var run = lease.Run;
        var publisher = new RunPublisher(run, runs.Options.Time);
        var published = await publisher.SnapshotAsync(
            input.SnapshotFile, withCsv: true, run.Config.SyncConfig.CompressionMetaEnabled, input.Moment, cancellationToken);
        published.Add(await publisher.SummaryAsync("enrich", Session(input, runs.Options.Time.GetUtcNow()), cancellationToken));
        return new Published(published);
    });

    private static StageSession Session(PublishEnrich input, DateTimeOffset now)
    {
        var progress = input.Result.Progress;
        return new StageSession
        {
            Started = new DateTimeOffset(progress.StartedAt, TimeSpan.Zero),
            Ended = now,
            Counters = new SortedDictionary<string, long>(StringComparer.Ordinal)
            {
                ["books_enriched"] = progress.Enriched,
                ["enrichment_skipped"] = progress.Absent,
                ["enrichment_failed"] = progress.Failed,
            },
            MainCounter = "books_enriched",
            FailureCounter = "enrichment_failed",
            RateKey = "enrichment_rate_per_hour",
            CommandArguments = new JsonObject { ["limit"] = input.Input.Limit, ["reset"] = input.Input.Reset },
            Message = $"{input.Result.End}: {progress.Enriched} enriched, {progress.Absent} not found, {progress.Failed} failed",
            IsCompleted = input.Result.End is EnrichEnd.Complete,
            WasInterrupted = input.Result.End is EnrichEnd.Stopped,
            Error = input.Result.Error,
        };
    }
}
