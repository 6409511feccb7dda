using System.Text.Json.Nodes;
using GrinToS3.Collecting;
using GrinToS3.Workflows;

namespace GrinToS3.Publishing;

/// <summary>
/// Stores what a collection leaves behind: the inventory as CSV (only when it is complete), a copy of the progress file, and the summary.
/// </summary>
/// <param name="runs">The runs that are open in this process.</param>
public sealed class PublishCollectActivity(OpenRuns runs) : IActivity<PublishCollect, Outcome<Published>>
{
    /// <summary>The activity's name.</summary>
    public const string Name = "PublishCollect";

    /// <inheritdoc />
    public Task<Outcome<Published>> RunAsync(PublishCollect input, CancellationToken cancellationToken) => StorageGuard.RunAsync<Published>(async () =>
    {
        using var lease = runs.Borrow(input.Input.Run);
        var publisher = new RunPublisher(lease.Run, runs.Options.Time);
        var published = await publisher.SnapshotAsync(
            input.SnapshotFile, withCsv: input.Result.End is CollectEnd.Complete, compressCsv: false, input.Moment, cancellationToken);
        published.Add(await publisher.SummaryAsync("collect", Session(lease.Run, input, runs.Options.Time.GetUtcNow()), cancellationToken));
        return new Published(published);
    });

    private static StageSession Session(OpenRun run, PublishCollect input, DateTimeOffset now)
    {
        var progress = input.Result.Progress;
        return new StageSession
        {
            Started = new DateTimeOffset(progress.StartedAt, TimeSpan.Zero),
            Ended = now,
            Counters = new SortedDictionary<string, long>(StringComparer.Ordinal)
            {
                ["books_collected"] = progress.Inserted + progress.Updated + progress.Unchanged,
                ["collection_failed"] = progress.WithoutBarcode,
            },
            MainCounter = "books_collected",
            FailureCounter = "collection_failed",
            RateKey = "collection_rate_per_hour",
            CommandArguments = new JsonObject
            {
                ["library_directory"] = run.Config.LibraryDirectory,
                ["storage_type"] = run.Config.StorageConfig.Type,
                ["limit"] = input.Input.Limit,
            },
            Message = $"{input.Result.End}: {progress.Pages} pages, {progress.Rows} rows",
            IsCompleted = input.Result.End is CollectEnd.Complete,
            WasInterrupted = input.Result.End is CollectEnd.Stopped,
            Error = input.Result.Error,
        };
    }
}
