using System.Text.Json.Nodes;
using GrinToS3.Syncing;
using GrinToS3.Workflows;

namespace GrinToS3.Publishing;

/// <summary>Stores what a reprocessing leaves behind: CSV, a copy of the progress file, and the summary. Drops what killed hosts have left of uploads.</summary>
/// <param name="runs">The runs that are open in this process.</param>
public sealed class PublishReprocessActivity(OpenRuns runs) : IActivity<PublishReprocess, Outcome<Published>>
{
    /// <summary>The activity's name.</summary>
    public const string Name = "PublishReprocess";

    /// <inheritdoc />
    public Task<Outcome<Published>> RunAsync(PublishReprocess input, CancellationToken cancellationToken) => StorageGuard.RunAsync<Published>(async () =>
    {
        using var lease = runs.Borrow(input.Input.Run);
        var run = lease.Run;
        var publisher = new RunPublisher(run, runs.Options.Time);
        var published = await publisher.SnapshotAsync(
            input.SnapshotFile, withCsv: true, run.Config.SyncConfig.CompressionMetaEnabled, input.Moment, cancellationToken);
        await UnfinishedUploads.DropAllAsync(run, cancellationToken);
        published.Add(await publisher.SummaryAsync("reprocess", Session(input, runs.Options.Time.GetUtcNow()), cancellationToken));
        return new Published(published);
    });

    private static StageSession Session(PublishReprocess input, DateTimeOffset now)
    {
        var progress = input.Result.Progress;
        return new StageSession
        {
            Started = new DateTimeOffset(progress.StartedAt, TimeSpan.Zero),
            Ended = now,
            Counters = new SortedDictionary<string, long>(StringComparer.Ordinal)
            {
                ["books_reprocessed"] = progress.Stored,
                ["reprocess_failed"] = progress.Failed,
            },
            MainCounter = "books_reprocessed",
            FailureCounter = "reprocess_failed",
            RateKey = "reprocess_rate_per_hour",
            CommandArguments = new JsonObject
            {
                ["source"] = input.Input.Source.ToString().ToLowerInvariant(),
                ["ocr"] = input.Input.WithText,
                ["marc"] = input.Input.WithMarc,
                ["limit"] = input.Input.Limit,
            },
            Message = $"{input.Result.End}: {progress.Stored} derived anew, {progress.Failed} failed",
            IsCompleted = input.Result.End is SyncEnd.Complete,
            WasInterrupted = input.Result.End is SyncEnd.Stopped,
            Error = input.Result.Error,
        };
    }
}
