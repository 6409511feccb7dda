using System.Text.Json.Nodes;
using GrinToS3.Syncing;
using GrinToS3.Workflows;

namespace GrinToS3.Publishing;

/// <summary>Stores what a sync leaves behind: CSV, a copy of the progress file, and the summary. Drops what killed hosts have left of uploads.</summary>
/// <param name="runs">The runs that are open in this process.</param>
public sealed class PublishSyncActivity(OpenRuns runs) : IActivity<PublishSync, Outcome<Published>>
{
    /// <summary>The activity's name.</summary>
    public const string Name = "PublishSync";

    /// <inheritdoc />
    public Task<Outcome<Published>> RunAsync(PublishSync input, CancellationToken cancellationToken) => StorageGuard.RunAsync<Published>(async () =>
    {
        using var lease = runs.Borrow(input.Input.Run);
        var run = lease.Run;
        var publisher = new RunPublisher(run, runs.Options.Time);
        var published = await publisher.SnapshotAsync(
            input.SnapshotFile, withCsv: true, run.Config.SyncConfig.CompressionMetaEnabled, input.Moment, cancellationToken);
        if (input.Input.Fetch)
        {
            await UnfinishedUploads.DropAllAsync(run, cancellationToken);
        }

        published.Add(await publisher.SummaryAsync("sync", Session(run, input, runs.Options.Time.GetUtcNow()), cancellationToken));
        return new Published(published);
    });

    private static StageSession Session(OpenRun run, PublishSync input, DateTimeOffset now)
    {
        var progress = input.Result.Progress;
        return new StageSession
        {
            Started = new DateTimeOffset(progress.StartedAt, TimeSpan.Zero),
            Ended = now,
            Counters = new SortedDictionary<string, long>(StringComparer.Ordinal)
            {
                ["books_synced"] = progress.Stored,
                ["sync_skipped"] = progress.Skipped,
                ["sync_failed"] = progress.Failed,
                ["conversions_requested_during_sync"] = progress.Requested,
            },
            MainCounter = "books_synced",
            FailureCounter = "sync_failed",
            RateKey = "sync_rate_per_hour",
            CommandArguments = new JsonObject
            {
                ["storage_type"] = run.Config.StorageConfig.Type,
                ["force_mode"] = input.Input.Force,
                ["limit"] = input.Input.Limit,
                ["queues"] = new JsonArray([.. input.Input.Sources.Select(static source => JsonValue.Create(source.ToString().ToLowerInvariant()))]),
            },
            Message = $"{input.Result.End}: {progress.Stored} stored, {progress.Skipped} skipped, {progress.NotReady} not ready, {progress.Failed} failed, {progress.Requested} requested",
            IsCompleted = input.Result.End is SyncEnd.Complete,
            WasInterrupted = input.Result.End is SyncEnd.Stopped,
            Error = input.Result.Error,
        };
    }
}
