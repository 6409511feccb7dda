using GrinToS3.Files;
using GrinToS3.Progress;

namespace GrinToS3.Syncing;

public sealed class SyncWorkflowTests
{
    [Fact]
    public async Task SyncAsync_StoresEveryConvertedVolume_AsGrinHasIt()
    {
        await using var run = await SyncFixture.CollectedAsync(SyncFixture.Library(1500));
        var converted = run.Converted;

        var result = await run.SyncAsync(VolumeSource.Converted);

        Assert.Equal((SyncEnd.Complete, converted.Count, 0), (result.End, result.Progress.Stored, result.Progress.Failed));
        Assert.True(converted.Count > 2 * FetchWalk.VolumesPerGeneration / 2, $"{converted.Count} volumes are too few to fill a generation");
        Assert.All(converted, run.AssertStored);
        Assert.Equal(3 * converted.Count, run.Objects().Count);
        Assert.Equal(converted.Count, run.Count("books WHERE sync_timestamp > '' AND last_etag_check > '' AND marc_extraction_timestamp > ''"));
        Assert.Equal(1500 - converted.Count, run.Count("books WHERE storage_path IS NULL AND encrypted_etag IS NULL AND sync_timestamp IS NULL"));
        Assert.Equal(0, run.Grin.Journal.Count("_process"));
        run.AssertNothingHalfDone();
    }

    /// <summary>gaps 12.1: "For every volume the sequence of history ids is causally ordered".</summary>
    [Fact]
    public async Task SyncAsync_WritesHistoryInCausalOrder_OfEveryVolume()
    {
        await using var run = await SyncFixture.StartAsync(SyncFixture.Library(600));

        await run.SyncAsync(VolumeSource.Converted);

        Assert.All(run.Converted, barcode =>
        {
            var expected = run.Grin.Archives.Find(barcode)!;
            Assert.Equal(
                [
                    "sync checked", "sync downloaded", "sync decrypted", "sync unpacked", "marc_extraction completed", "text_extraction completed",
                    "sync uploaded", "sync completed",
                ],
                run.Events(barcode));
            var metadata = run.Query($"SELECT coalesce(metadata, 'NULL') FROM book_status_history WHERE barcode = '{barcode}' ORDER BY id");
            Assert.Equal([$$"""{"etag": "{{expected.ETag}}"}""", $$"""{"etag": "{{expected.ETag}}"}""", "NULL", "NULL", """{"field_count": 17}"""], metadata[..5]);
            Assert.StartsWith($$"""{"page_count": {{expected.Pages.Count}}, "extraction_time_ms": """, metadata[5], StringComparison.Ordinal);
            Assert.Equal([$$"""{"path": "{{run.Archive(barcode)}}"}""", "NULL"], metadata[6..]);
        });
    }

    /// <summary>In Functions a run goes on in another host within the same session, so nothing but the session's end can tell what was left behind.</summary>
    [Fact]
    public async Task SyncAsync_LeavesNothingInTheInbox_IfAHostDiedWhileItWroteABatch()
    {
        await using var run = await SyncFixture.StartAsync(SyncFixture.Library(300));
        var left = Path.Combine(run.Run.Directory.Inbox, BatchId.ForVolume(1, "39015000000001").FileName);
        string[] files = [left, AtomicFile.TemporaryName(left)];

        var result = await run.SyncAsync(SyncFixture.Input(VolumeSource.Converted), status =>
        {
            if (status is { Phase: SyncPhase.Fetching, Stored: 2 })
            {
                Array.ForEach(files, static file => File.WriteAllBytes(file, "half a batch"u8.ToArray()));
            }
        });

        Assert.Equal((SyncEnd.Complete, run.Converted.Count), (result.End, result.Progress.Stored));
        Assert.Empty(Directory.EnumerateFiles(run.Run.Directory.Inbox));
    }

    /// <summary>A kill between storing a write probe and deleting it.</summary>
    [Fact]
    public async Task SyncAsync_DeletesTheWriteProbesOfYesterday()
    {
        await using var run = await SyncFixture.StartAsync(SyncFixture.Library(300));
        List<(string Path, TimeSpan Age)> left = [];
        foreach (var bucket in new[] { "raw", "meta", "full" })
        {
            var folder = Directory.CreateDirectory(Path.Combine(run.Run.Storage, bucket, "run1")).FullName;
            left.Add((Path.Combine(folder, "write-probe-old"), TimeSpan.FromHours(25)));
            left.Add((Path.Combine(folder, "write-probe-new"), TimeSpan.FromHours(23)));
            left.Add((Path.Combine(folder, "not-a-write-probe"), TimeSpan.FromHours(25)));
        }

        foreach (var (path, age) in left)
        {
            File.WriteAllBytes(path, "left"u8.ToArray());
            File.SetLastWriteTimeUtc(path, TimeProvider.System.GetUtcNow().UtcDateTime - age);
        }

        Assert.Equal(SyncEnd.Complete, (await run.SyncAsync(SyncFixture.Input(VolumeSource.Converted) with { Limit = 1 })).End);

        Assert.Equal(
            left.Where(static one => !one.Path.EndsWith("-old", StringComparison.Ordinal)).Select(static one => one.Path),
            left.Where(static one => File.Exists(one.Path)).Select(static one => one.Path));
    }

    /// <summary>gaps 12.1: "Re-running any command twice produces no new objects except intended timestamped ones".</summary>
    [Fact]
    public async Task SyncAsync_TransfersNothing_IfItIsRepeated()
    {
        await using var run = await SyncFixture.StartAsync(SyncFixture.Library(600));
        await run.SyncAsync(VolumeSource.Converted);
        var (before, asked) = (run.EndState(), run.Grin.Journal.Count("archive"));
        run.Run.Restart();

        var again = await run.SyncAsync(VolumeSource.Converted);

        Assert.Equal((SyncEnd.Complete, 0, 0), (again.End, again.Progress.ToFetch, again.Progress.Stored));
        Assert.Equal(asked, run.Grin.Journal.Count("archive"));
        Assert.Equal(before, run.EndState());

        // GRIN's list shows the dates that it showed, so nobody is asked.
        var changed = await run.SyncAsync(VolumeSource.Changed);

        Assert.Equal((0, 0), (changed.Progress.ToFetch, changed.Progress.Stored));
        Assert.Equal(asked, run.Grin.Journal.Count("archive"));
        Assert.Equal(before, run.EndState());
    }

    /// <summary>As with what an earlier version or the Python tool stored.</summary>
    [Fact]
    public async Task SyncAsync_AsksOnceForEachVersion_IfItIsNotKnownWhichDateItHad()
    {
        await using var run = await SyncFixture.StartAsync(SyncFixture.Library(600));
        await run.SyncAsync(VolumeSource.Converted);
        SyncFixture.Change(run.Run.Directory.Database, "DELETE FROM archive_versions");
        var before = run.EndState();

        var first = await run.SyncAsync(VolumeSource.Changed);
        var second = await run.SyncAsync(VolumeSource.Changed);

        Assert.Equal((run.Converted.Count, run.Converted.Count, 0), (first.Progress.ToFetch, first.Progress.Skipped, first.Progress.Stored));
        Assert.Equal(0, second.Progress.ToFetch);
        Assert.Equal(run.Converted.Count, run.Downloads);
        Assert.Equal(before, run.EndState());
        Assert.Equal("""{"reason": "skip_etag_match"}""", Assert.Single(run.Query("SELECT DISTINCT metadata FROM book_status_history WHERE status_value = 'skipped'")));
    }

    /// <summary>gaps 7: "--limit 10 twice on the converted queue" is 20 different volumes.</summary>
    [Fact]
    public async Task SyncAsync_TakesOtherVolumes_IfALimitedSyncIsRepeated()
    {
        await using var run = await SyncFixture.StartAsync(SyncFixture.Library(600));

        await run.SyncAsync(SyncFixture.Input(VolumeSource.Converted) with { Limit = 10 });
        var first = run.Query("SELECT barcode FROM books WHERE is_decrypted = 1");
        await run.SyncAsync(SyncFixture.Input(VolumeSource.Converted) with { Limit = 10 });

        Assert.Equal(10, first.Count);
        Assert.Equal(20, run.Count("books WHERE is_decrypted = 1"));
        Assert.Equal(20, run.Downloads);
        Assert.Equal(20, run.Count("book_status_history WHERE status_type = 'sync' AND status_value = 'completed'"));

        // Oldest first: no volume that was left was converted before one that was taken.
        var taken = run.Query("SELECT max(l.date) FROM grin_lists l JOIN books b USING (barcode) WHERE l.list = '_converted' AND b.is_decrypted = 1")[0];
        var left = run.Query("SELECT min(date) FROM grin_lists WHERE list = '_converted' AND barcode NOT IN (SELECT barcode FROM books WHERE is_decrypted = 1)")[0];
        Assert.True(string.CompareOrdinal(taken, left) <= 0, $"{taken} was taken before {left}");
    }

    /// <summary>gaps 7: "ETag changed in GRIN for a completed volume".</summary>
    [Fact]
    public async Task SyncAsync_FetchesJustWhatChanged_FromTheQueueOfChangedVolumes()
    {
        await using var run = await SyncFixture.StartAsync(SyncFixture.Library(600));
        await run.SyncAsync(VolumeSource.Converted);
        var changed = run.Converted.Where(static (_, index) => index % 7 == 3).ToList();
        var old = changed.ToDictionary(static barcode => barcode, barcode => run.Grin.Archives.Find(barcode)!.ETag);
        Assert.All(changed, barcode => Assert.True(run.Grin.Reconvert(barcode)));
        var before = run.Downloads;

        var result = await run.SyncAsync(VolumeSource.Changed);

        Assert.Equal((changed.Count, 0), (result.Progress.Stored, result.Progress.Skipped));
        Assert.Equal(changed.Count, run.Downloads - before);
        Assert.All(run.Converted, run.AssertStored);
        Assert.Equal(3 * run.Converted.Count, run.Objects().Count);

        // History has both versions.
        Assert.All(changed, barcode => Assert.Equal(
            [$$"""{"etag": "{{old[barcode]}}"}""", $$"""{"etag": "{{run.Grin.Archives.Find(barcode)!.ETag}}"}"""],
            run.Query($"SELECT metadata FROM book_status_history WHERE barcode = '{barcode}' AND status_value = 'downloaded' ORDER BY id")));
    }

    [Fact]
    public async Task SyncAsync_TakesJustTheNamedVolumes_AndGivesAnUnknownOneARow()
    {
        await using var run = await SyncFixture.StartAsync(SyncFixture.Library(600));
        var named = run.Converted[..3];

        var result = await run.SyncAsync([.. named, "39015000000001"]);

        Assert.Equal((SyncEnd.Complete, 3, 1), (result.End, result.Progress.Stored, result.Progress.Unknown));
        Assert.All(named, run.AssertStored);
        Assert.Equal(3, run.Downloads);
        Assert.Equal([.. named.Append("39015000000001").Order(StringComparer.Ordinal)], run.Query("SELECT barcode FROM books ORDER BY barcode"));
        Assert.Equal("|", Assert.Single(run.Query("SELECT title, storage_path FROM books WHERE barcode = '39015000000001'")));
        Assert.Equal("Other error", Assert.Single(run.Query(
            "SELECT json_extract(metadata, '$.grin_response') FROM book_status_history WHERE barcode = '39015000000001' AND status_type = 'conversion'")));

        // Named again: what is stored is compared, not fetched; by force it is fetched.
        var again = await run.SyncAsync(named);
        Assert.Equal((3, 3), (again.Progress.Skipped, run.Downloads));
        await run.SyncAsync(SyncFixture.Input(VolumeSource.Named) with { BarcodesFile = "barcodes.txt", Force = true });
        Assert.Equal(6, run.Downloads);
    }

    [Fact]
    public async Task SyncAsync_LeavesAVolumeForLater_IfGrinDoesNotHaveItsArchive()
    {
        var barcode = SyncFixture.Library(600).ToLibrary().Converted.First().Barcode;
        await using var run = await SyncFixture.StartAsync(SyncFixture.Library(600, $"archive:barcode={barcode}:times=1:404"));

        var result = await run.SyncAsync(VolumeSource.Converted);

        Assert.Equal((SyncEnd.Complete, 1, 0), (result.End, result.Progress.NotReady, result.Progress.Failed));
        Assert.Equal(run.Converted.Count - 1, result.Progress.Stored);
        Assert.Equal(["sync check_failed"], run.Events(barcode));
        Assert.Equal(
            """{"reason": "fail_archive_missing", "etag": null, "file_size_bytes": null, "http_status_code": 404}""",
            Assert.Single(run.Query($"SELECT metadata FROM book_status_history WHERE barcode = '{barcode}'")));

        var again = await run.SyncAsync(VolumeSource.Converted);

        Assert.Equal((1, 1), (again.Progress.ToFetch, again.Progress.Stored));
        Assert.All(run.Converted, run.AssertStored);
    }

    [Fact]
    public async Task SyncAsync_LeavesTheSameState_IfEverythingIsDeliveredTwice()
    {
        await using var once = await SyncFixture.StartAsync(SyncFixture.Library(600));
        await once.SyncAsync(VolumeSource.Converted);
        await using var twice = await SyncFixture.StartAsync(SyncFixture.Library(600), deliverTwice: true);

        var result = await twice.SyncAsync(VolumeSource.Converted);

        Assert.Equal((SyncEnd.Complete, twice.Converted.Count), (result.End, result.Progress.Stored));
        Assert.Equal(once.PortableEndState(), twice.PortableEndState());
        Assert.Equal(
            once.Query("SELECT barcode, status_type, status_value FROM book_status_history ORDER BY barcode, id"),
            twice.Query("SELECT barcode, status_type, status_value FROM book_status_history ORDER BY barcode, id"));
        Assert.Equal(twice.Converted.Count, twice.Downloads);
        Assert.Empty(Directory.GetFiles(twice.Run.Directory.Inbox));
    }

    [Fact]
    public async Task SyncAsync_StoresNoTextAndNoMarc_IfTheyAreNotWanted()
    {
        await using var run = await SyncFixture.StartAsync(SyncFixture.Library(300));

        await run.SyncAsync(SyncFixture.Input(VolumeSource.Converted) with { WithText = false, WithMarc = false });

        Assert.DoesNotContain(run.Objects(), static name => name.StartsWith("full/", StringComparison.Ordinal));
        Assert.Equal(run.Converted.Count, run.Count("books WHERE is_decrypted = 1 AND marc_title IS NULL AND marc_extraction_timestamp IS NULL"));
        Assert.Equal(["sync"], run.Query("SELECT DISTINCT status_type FROM book_status_history WHERE status_type <> 'conversion'"));
    }

    [Fact]
    public async Task SyncAsync_PublishesCsvDatabaseAndSummary_WhenItEnds()
    {
        await using var run = await SyncFixture.CollectedAsync(SyncFixture.Library(300));

        var result = await run.SyncAsync(VolumeSource.Converted);

        Assert.All(result.Published, static one => Assert.Equal(new FileInfo(one.Place).Length, one.Bytes));
        var meta = run.Files().Where(static name => name.StartsWith("meta/run1/", StringComparison.Ordinal) && !name.Contains("manifests", StringComparison.Ordinal)).ToList();
        Assert.Contains("meta/run1/books_latest.csv.gz", meta);
        Assert.Contains("meta/run1/books_latest.db.gz", meta);
        Assert.Contains("meta/run1/process_summary.json.gz", meta);
        Assert.Contains("\"books_synced\"", File.ReadAllText(run.Run.Directory.ProcessSummary), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SyncAsync_EndsWellAndGoesOn_IfItIsAskedToStop()
    {
        await using var run = await SyncFixture.StartAsync(SyncFixture.Library(1500));
        var stopped = await run.SyncAsync(SyncFixture.Input(VolumeSource.Converted), progress =>
        {
            if (progress.Stored == 15)
            {
                run.Run.Host.RaiseEvent("run1", SyncWorkflow.StopEvent, true);
            }
        });

        Assert.Equal(SyncEnd.Stopped, stopped.End);
        Assert.InRange(stopped.Progress.Stored, 15, 25);
        Assert.Equal(stopped.Progress.Stored, run.Count("books WHERE is_decrypted = 1"));
        run.AssertNothingHalfDone();

        var result = await run.SyncAsync(VolumeSource.Converted);

        Assert.Equal((SyncEnd.Complete, run.Converted.Count), (result.End, stopped.Progress.Stored + result.Progress.Stored));
        Assert.Equal(run.Converted.Count, run.Downloads);
        Assert.All(run.Converted, run.AssertStored);
    }

    [Fact]
    public async Task SyncAsync_ChangesNoVolume_IfItIsADryRun()
    {
        await using var run = await SyncFixture.StartAsync(SyncFixture.Library(300));

        var result = await run.SyncAsync(SyncFixture.Input(VolumeSource.Converted) with { DryRun = true });

        Assert.Equal((SyncEnd.Complete, run.Converted.Count, 0), (result.End, result.Progress.ToFetch, result.Progress.Stored));
        Assert.Equal(0, run.Grin.Journal.Count("archive"));
        Assert.Empty(run.Files());
        Assert.Equal(0, run.Count("book_status_history WHERE status_type = 'sync'"));
    }
}
