using GrinToS3.Progress;
using GrinToS3.Runs;
using GrinToS3.Syncing;

namespace GrinToS3.Benchmarks.Scenarios;

/// <summary>
/// A session at work, in a process of its own, until it is killed: it holds the run's lock, refreshes a listing page after page with some pages waiting in the inbox, and
/// stores volume after volume, of which each tenth fails.
/// </summary>
internal static class AnswerWriter
{
    private const int PageRows = 1000;
    private const int PagesAhead = 4;
    private const int VolumesAtOnce = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>What it prints when it has begun everything.</summary>
    public const string Begun = "at work";

    public static async Task RunAsync(string folder, int rows)
    {
        var directory = AnswerRun.Directory(folder);
        using var held = RunLock.TryTake(directory) ?? throw new InvalidOperationException("another session holds the run");
        using var store = ProgressStore.Open(new ProgressStoreOptions { Path = directory.Database, HostId = "benchmark" });
        var inbox = new Inbox(directory.Inbox);
        var sessions = new SessionLedger(store, inbox);
        var session = sessions.Open("Sync");
        var listing = new ListingLedger(store, inbox);
        var state = listing.OpenListing(new OpenListing("_all_books", ApplyMode.Refresh, PageRows, null, TimeSpan.FromDays(1)));
        var books = new SampleBooks(PageRows);
        for (var page = 0; ; page++)
        {
            Write(inbox, BatchId.ForPage("_all_books", state.Id, page), books, page * PageRows % rows, Math.Min(PageRows, rows));
            if (page < PagesAhead)
            {
                continue;
            }

            var due = page - PagesAhead;
            listing.ApplyPage(new ApplyPage(
                state.Id, due, BatchId.ForPage("_all_books", state.Id, due), "https://books.google.com/", "https://books.google.com/", Math.Min(PageRows, rows), 0));
            sessions.ApplyVolumes(new ApplyVolumes([.. Enumerable.Range(due * VolumesAtOnce, VolumesAtOnce).Select(index => Sync(inbox, session, SampleBooks.Barcode(index % rows), index % 10 > 0))]));
            if (page == PagesAhead)
            {
                Console.WriteLine(Begun);
            }

            await Task.Delay(Pause);
        }
    }

    private static void Write(Inbox inbox, BatchId batch, SampleBooks books, int first, int count)
    {
        books.Fill(first, count);
        using var writer = inbox.Create(batch);
        books.WriteTo(writer);
        writer.Complete();
    }

    private static BatchId Sync(Inbox inbox, long session, string barcode, bool succeeds)
    {
        var batch = BatchId.ForVolume(session, barcode);
        using var writer = inbox.Create(batch);
        var rows = new VolumeRows(writer, session, barcode);
        rows.Event(VolumeRows.SyncType, "checked");
        rows.Event(VolumeRows.SyncType, "downloaded");
        rows.Event(VolumeRows.SyncType, succeeds ? "completed" : "unpack_failed", succeeds ? null : """{"error":"ChecksumMismatch: 00000012.txt differs from checksum.md5"}""");
        rows.State("sync", succeeds ? "stored" : "failed", succeeds ? null : "ChecksumMismatch");
        if (succeeds)
        {
            rows.Artifact("archive", $"lib-raw/main/{barcode}.tar.gz", 90_000_000, "e", "s", "g");
            rows.Columns($"lib-raw/main/{barcode}.tar.gz", isDecrypted: true, synced: "2026-11-28T12:00:00.000000+00:00");
        }

        writer.Complete();
        return batch;
    }
}
