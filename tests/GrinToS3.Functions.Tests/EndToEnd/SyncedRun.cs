using GrinToS3.Progress;
using GrinToS3.Testing.Archives;

namespace GrinToS3.Functions.EndToEnd;

/// <summary>What syncs have left of a run, in its progress file and in S3.</summary>
/// <param name="stand">The deployment.</param>
/// <param name="place">Where it stores.</param>
/// <param name="run">The run.</param>
internal sealed class SyncedRun(AppStand stand, S3Place place, string run)
{
    private const int LooksAtOnce = 8;
    private static readonly string[] Moments = ["created_at", "updated_at", "last_etag_check", "sync_timestamp", "marc_extraction_timestamp"];

    private readonly RunFile _file = new(stand.Run(run));

    /// <summary>The volumes that GRIN has converted, in order.</summary>
    internal List<string> Converted => [.. stand.Grin.Library.Converted.Select(static book => book.Barcode).Order(StringComparer.Ordinal)];

    /// <summary>The volumes that history calls completed, as often as it does, in order.</summary>
    internal List<string> Completed() =>
        _file.Texts("SELECT barcode FROM book_status_history WHERE status_type = 'sync' AND status_value = 'completed' ORDER BY barcode");

    internal int Batches() => (int)_file.Count("SELECT count(*) FROM applied_batches");

    /// <summary>
    /// Fails unless each converted volume is stored as GRIN has it, by the simulator's own description: its objects and their metadata, its row with MARC
    /// columns, its artifacts, and its events in causal order, as often as it was fetched. Nothing else is there, nothing half done.
    /// </summary>
    /// <param name="fetchedAgain">Volumes that were fetched twice.</param>
    internal async Task AssertAllStoredAsync(IReadOnlyCollection<string>? fetchedAgain = null)
    {
        var converted = Converted;
        Assert.Equal(converted.Select(barcode => $"{run}/{barcode}.tar.gz"), await place.KeysAsync(place.Raw, run));
        Assert.Equal(converted.Select(barcode => $"{run}/{barcode}_ocr.jsonl.gz"), await place.KeysAsync(place.Full, run));
        Assert.Equal(
            converted.Select(barcode => $"{run}/manifests/{barcode}.json"),
            (await place.KeysAsync(place.Meta, run)).Where(static key => key.Contains("/manifests/", StringComparison.Ordinal)));
        await Parallel.ForEachAsync(
            converted,
            new ParallelOptions { MaxDegreeOfParallelism = LooksAtOnce },
            async (barcode, _) => await place.AssertStoredAsync(run, stand.Grin.Archives.Find(barcode)!));
        AssertRows(converted);
        AssertEvents(converted, fetchedAgain ?? []);
        await AssertNothingHalfDoneAsync();
    }

    /// <summary>Fails where the file is damaged, a batch waits, an upload is unfinished, or a volume is called completed whose archive is not there.</summary>
    internal async Task AssertNothingHalfDoneAsync()
    {
        Assert.Empty(DatabaseCheck.Run(_file.Path).Problems);
        Assert.Empty(Directory.EnumerateFiles(stand.Run(run).Inbox));
        await place.AssertNoUploadsAsync(run);
        await AssertCompletedAreThereAsync();
    }

    /// <summary>Fails where a volume is called completed whose archive is not there; may be asked while nobody lives who owns the file.</summary>
    internal async Task AssertCompletedAreThereAsync()
    {
        if (File.Exists(_file.Path))
        {
            // Read in this order: what is completed now was stored before.
            var completed = Completed().Select(barcode => $"{run}/{barcode}.tar.gz").ToList();
            Assert.Subset((await place.KeysAsync(place.Raw, run)).ToHashSet(), completed.ToHashSet());
        }
    }

    /// <summary>Rows, states, artifacts and objects, without moments and without the run's name: what two runs must agree on.</summary>
    internal async Task<List<string>> EndStateAsync()
    {
        var columns = Enum.GetValues<BookColumn>().Select(BookColumns.SqlName).Except(Moments);
        return
        [
            .. Lines($"SELECT {string.Join(", ", columns)} FROM books ORDER BY barcode"),
            .. Lines("SELECT barcode, stage, state, attempts, error_kind FROM volume_states ORDER BY barcode, stage"),
            .. Lines("SELECT barcode, kind, place, size, etag, sha256, source_etag FROM artifacts ORDER BY barcode, kind"),
            .. Lines("SELECT barcode, status_type, status_value FROM book_status_history ORDER BY barcode, id"),
            .. await place.VolumeObjectsAsync(run),
        ];
    }

    private IEnumerable<string> Lines(string sql) =>
        _file.Rows(sql).Select(row => string.Join('|', row).Replace($"/{run}/", "/RUN/", StringComparison.Ordinal));

    private void AssertRows(List<string> converted)
    {
        var rows = _file.Rows(
            $"""
            SELECT barcode, storage_path, encrypted_etag, is_decrypted, sync_timestamp > '' AND last_etag_check > '' AND marc_extraction_timestamp > '', {MarcRow.Columns}
            FROM books WHERE is_decrypted = 1 ORDER BY barcode
            """);
        Assert.Equal(converted, rows.Select(static row => row[0]));
        var artifacts = _file.Rows("SELECT barcode || ' ' || kind, place, size, sha256, source_etag FROM artifacts").ToDictionary(static row => row[0]!, static row => string.Join('|', row[1..]));
        Assert.Equal(3 * converted.Count, artifacts.Count);
        foreach (var row in rows)
        {
            var expected = stand.Grin.Archives.Find(row[0]!)!;
            var archive = $"{place.Raw}/{run}/{row[0]}.tar.gz";
            Assert.Equal($"{archive}|{expected.ETag}|1|1|{MarcRow.Of(expected.Marc)}", string.Join('|', row[1..]));
            Assert.Equal($"{archive}|{expected.DecryptedLength}|{expected.DecryptedSha256}|{expected.ETag}", artifacts[$"{row[0]} archive"]);
            Assert.StartsWith($"{place.Full}/{run}/{row[0]}_ocr.jsonl.gz|", artifacts[$"{row[0]} text"], StringComparison.Ordinal);
            Assert.StartsWith($"{place.Meta}/{run}/manifests/{row[0]}.json|", artifacts[$"{row[0]} manifest"], StringComparison.Ordinal);
        }
    }

    private void AssertEvents(List<string> converted, IReadOnlyCollection<string> fetchedAgain)
    {
        var events = _file.Rows("SELECT barcode, status_type, status_value, metadata FROM book_status_history WHERE status_type <> 'conversion' AND status_value <> 'skipped' ORDER BY barcode, id")
            .GroupBy(static row => row[0]!)
            .ToDictionary(static volume => volume.Key, static volume => volume.ToList());
        Assert.Equal(converted, events.Keys.Order(StringComparer.Ordinal));
        foreach (var (barcode, rows) in events)
        {
            var expected = stand.Grin.Archives.Find(barcode)!;
            string[] names =
            [
                "sync checked", "sync downloaded", "sync decrypted", "sync unpacked", "marc_extraction completed", "text_extraction completed", "sync uploaded",
                "sync completed",
            ];
            Assert.Equal(fetchedAgain.Contains(barcode) ? [.. names, .. names] : names, rows.Select(static row => $"{row[1]} {row[2]}"));
            var last = rows[^names.Length..].Select(static row => row[3]).ToList();
            var etag = $$"""{"etag": "{{expected.ETag}}"}""";
            Assert.Equal([etag, etag, null, null, """{"field_count": 17}"""], last[..5]);
            Assert.StartsWith($$"""{"page_count": {{expected.Pages.Count}}, "extraction_time_ms": """, last[5], StringComparison.Ordinal);
            Assert.Equal([$$"""{"path": "{{place.Raw}}/{{run}}/{{barcode}}.tar.gz"}""", null], last[6..]);
        }
    }
}
