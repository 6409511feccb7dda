using GrinToS3.Exporting;
using GrinToS3.Files;
using GrinToS3.Objects;
using GrinToS3.Progress;
using GrinToS3.Workflows;

namespace GrinToS3.Publishing;

/// <summary>Stores what any workflow of a run leaves behind: CSV, a copy of the progress file, the summary (spec: storage-config 2.1).</summary>
/// <param name="run">The run.</param>
/// <param name="time">The clock.</param>
internal sealed class RunPublisher(OpenRun run, TimeProvider time)
{
    private const int CopyBytes = 256 * 1024;

    /// <summary>Stores a snapshot and, where it is wanted, the CSV of it; then deletes the snapshot.</summary>
    /// <param name="snapshotFile">The snapshot in the run's folder; null to store nothing.</param>
    /// <param name="withCsv">Whether the CSV is wanted.</param>
    /// <param name="compressCsv">Whether it is stored as gzip.</param>
    /// <param name="moment">What names the timestamped objects, UTC.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    internal async Task<List<PublishedObject>> SnapshotAsync(
        string? snapshotFile, bool withCsv, bool compressCsv, DateTime moment, CancellationToken cancellationToken)
    {
        if (snapshotFile is null)
        {
            return [];
        }

        var local = TimeZoneInfo.ConvertTime(new DateTimeOffset(moment, TimeSpan.Zero), time.LocalTimeZone);
        var snapshot = Path.Combine(run.Directory.Path, Path.GetFileName(snapshotFile));
        var csv = withCsv
            ? Task.Run(() => CsvAsync(snapshot, compressCsv, local, cancellationToken), cancellationToken)
            : Task.FromResult<PublishedObject[]>([]);
        var database = Task.Run(
            () => PutTwiceAsync(run.Layout.LatestDatabase, run.Layout.TimestampedDatabase(local), snapshot, Gzip.Writing, cancellationToken), cancellationToken);

        // Where one fails the other is waited for all the same: nothing works on after the activity has ended.
        await Task.WhenAll(csv, database);
        List<PublishedObject> published = [.. await csv, .. await database];
        File.Delete(snapshot);
        return published;
    }

    /// <summary>Adds a stage's session to the summary, and stores it.</summary>
    /// <param name="stage">The stage, such as <c>collect</c>.</param>
    /// <param name="session">What it did.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    internal async Task<PublishedObject> SummaryAsync(string stage, StageSession session, CancellationToken cancellationToken)
    {
        var summary = ProcessSummary.Load(run.Directory, session.Started);
        summary.Add(stage, session);
        summary.Save(run.Directory);
        return await PutAsync(run.Layout.ProcessSummary, run.Directory.ProcessSummary, Gzip.Writing, cancellationToken);
    }

    private async Task<PublishedObject[]> CsvAsync(string snapshot, bool compress, DateTimeOffset moment, CancellationToken cancellationToken)
    {
        using (var reader = ProgressReader.OpenSnapshot(snapshot))
        {
            AtomicFile.Write(run.Directory.Csv, stream => BookExport.Write(reader, BookSelection.All, ExportFormat.Csv, stream, cancellationToken));
        }

        var (latest, stamped) = compress
            ? (run.Layout.LatestCompressedCsv, run.Layout.TimestampedCompressedCsv(moment))
            : (run.Layout.LatestCsv, run.Layout.TimestampedCsv(moment));
        return await PutTwiceAsync(latest, stamped, run.Directory.Csv, compress ? Gzip.Writing : static stream => stream, cancellationToken);
    }

    private async Task<PublishedObject[]> PutTwiceAsync(
        ObjectKey latest, ObjectKey stamped, string path, Func<Stream, Stream> encode, CancellationToken cancellationToken)
    {
        var first = await PutAsync(latest, path, encode, cancellationToken);
        return [first, new(run.Objects.Describe(stamped), (await run.Objects.CopyAsync(latest, stamped, cancellationToken)).Size)];
    }

    private async Task<PublishedObject> PutAsync(ObjectKey key, string path, Func<Stream, Stream> encode, CancellationToken cancellationToken)
    {
        var stored = await run.Objects.PutAsync(
            key,
            async (stream, stop) =>
            {
                await using var source = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
                var target = encode(stream);
                await source.CopyToAsync(target, CopyBytes, stop);
                if (target != stream)
                {
                    await target.DisposeAsync();
                }
            },
            cancellationToken);
        return new PublishedObject(run.Objects.Describe(key), stored.Size);
    }
}
