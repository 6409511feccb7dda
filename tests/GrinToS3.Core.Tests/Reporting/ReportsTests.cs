using GrinToS3.Progress;
using GrinToS3.Syncing;
using GrinToS3.Testing.Runs;

namespace GrinToS3.Reporting;

public sealed class ReportsTests
{
    private static readonly DateTimeOffset Later = TimeProvider.System.GetUtcNow().AddDays(30);

    [Fact]
    public async Task Read_AnswersEveryReport_OfARunThatHasDoneEverything()
    {
        var bad = SyncFixture.Library(600).ToLibrary().Converted.Select(static book => book.Barcode).Order(StringComparer.Ordinal).Skip(5).First();
        await using var run = await SyncFixture.CollectedAsync(SyncFixture.Library(600, $"archive:barcode={bad}:wrong-checksum"));
        var synced = await run.SyncAsync(VolumeSource.Converted);
        await run.RequestAsync(limit: 150);
        using var reader = ProgressReader.Open(run.Run.Directory.Database);

        Dictionary<string, List<string?[]>> answers = Reports.All.ToDictionary(static report => report.Name, report => Rows(reader, report, Later));

        Assert.All(answers.Where(static one => one.Key is not ("week" or "no-title" or "ready" or "repaired")), static one => Assert.NotEmpty(one.Value));
        Assert.Empty(answers["week"]);
        Assert.NotEmpty(Rows(reader, Reports.Find("week")!, TimeProvider.System.GetUtcNow()));
        Assert.Equal(600, answers["states"].Sum(static row => Number(row[1])));
        Assert.Equal(["600", "0", $"{run.Count("books WHERE processing_request_timestamp > ''")}", $"{synced.Progress.Stored}", $"{synced.Progress.Stored}"], answers["progress"].Single());
        Assert.Equal((bad, "unpack_failed"), (answers["retry"].Single()[0], answers["retry"].Single()[1]));
        Assert.Contains("ChecksumMismatch", answers["retry"].Single()[3], StringComparison.Ordinal);
        Assert.Equal($"{synced.Progress.Stored}", answers["stored-per-day"][^1][2]);
        Assert.Equal(run.Query("SELECT barcode FROM books WHERE processing_request_timestamp > ''").Order(StringComparer.Ordinal), answers["stuck"].Select(static row => row[0]!).Order(StringComparer.Ordinal));
        Assert.Equal(600 - synced.Progress.Stored, answers["not-stored"].Count);
        Assert.Equal(600, answers["not-enriched"].Count);
        Assert.True(Number(answers["largest"][0][1]) >= Number(answers["largest"][^1][1]));
    }

    [Fact]
    public void Read_AnswersEveryReport_OfAFileOfThePythonTool()
    {
        using var folder = new ProgressFolder();
        PythonFile.Create(folder.Database);
        folder.Sql("INSERT INTO book_status_history (barcode, status_type, status_value, timestamp, metadata) VALUES ('p1', 'sync', 'check_failed', '2026-01-05T18:06:08+00:00', 'no JSON')");
        using var reader = ProgressReader.Open(folder.Database);

        Assert.All(Reports.All, report => Rows(reader, report, Later));
        Assert.Equal([["p1", "check_failed", "2026-01-05T18:06:08+00:00", null]], Rows(reader, Reports.Find("retry")!, Later));
    }

    private const string Completed =
        """
        h.status_type = 'sync' AND h.status_value = 'completed' AND NOT EXISTS (
            SELECT 1 FROM book_status_history r WHERE r.status_type = 'sync' AND r.status_value = 'reopened' AND r.barcode = h.barcode AND r.id > h.id)
        """;

    private const string NotStored = $"NOT EXISTS (SELECT 1 FROM book_status_history h WHERE h.barcode = b.barcode AND {Completed})";

    /// <summary>The same questions, asked of each volume and each event.</summary>
    private static readonly Dictionary<string, string> Plainly = new()
    {
        ["progress"] =
            $"SELECT count(*), count(nullif(enrichment_timestamp, '')), count(nullif(processing_request_timestamp, '')), (SELECT count(DISTINCT h.barcode) FROM book_status_history h WHERE {Completed}), count(nullif(is_decrypted, 0)) FROM books",
        ["stored-per-day"] =
            $"SELECT day, count(*), sum(count(*)) OVER (ORDER BY day) FROM (SELECT substr(min(h.timestamp), 1, 10) AS day FROM book_status_history h WHERE {Completed} GROUP BY h.barcode) GROUP BY day ORDER BY day",
        ["week"] = "SELECT status_type, status_value, count(*), max(timestamp) FROM book_status_history WHERE timestamp >= date('2026-03-20', '-7 days') GROUP BY 1, 2 ORDER BY 1, 2",
        ["retry"] =
            $"SELECT b.barcode, status_value, timestamp, NULL FROM (SELECT barcode, status_value, timestamp, max(id) FROM book_status_history WHERE status_type = 'sync' AND status_value LIKE '%!_failed' ESCAPE '!' GROUP BY barcode) b WHERE {NotStored} ORDER BY 1",
        ["stuck"] =
            $"SELECT barcode, processing_request_timestamp FROM books b WHERE processing_request_timestamp > '' AND processing_request_timestamp < date('2026-03-20', '-7 days') AND {NotStored} ORDER BY 2, 1",
        ["latest-sync"] =
            """
            SELECT status_value, count(*) FROM book_status_history h
            WHERE status_type = 'sync' AND NOT EXISTS (SELECT 1 FROM book_status_history o WHERE o.status_type = 'sync' AND o.barcode = h.barcode AND o.id > h.id) GROUP BY 1 ORDER BY 2 DESC, 1
            """,
        ["ready"] = $"SELECT barcode, converted_date FROM books b WHERE grin_state = 'CONVERTED' AND {NotStored} ORDER BY 2, 1",
        ["not-stored"] = $"SELECT barcode FROM books b WHERE {NotStored} ORDER BY 1",
        ["not-enriched"] = "SELECT barcode FROM books WHERE coalesce(enrichment_timestamp, '') = '' ORDER BY 1",
        ["years"] = "SELECT marc_date_1, count(*) FROM books WHERE marc_date_1 GLOB '[0-9][0-9][0-9][0-9]' GROUP BY 1 ORDER BY 1",
        ["largest"] =
            """
            SELECT barcode, max(CAST(json_extract(metadata, '$.page_count') AS INTEGER)) AS pages FROM book_status_history
            WHERE status_type = 'text_extraction' AND status_value = 'completed' GROUP BY barcode ORDER BY pages DESC, barcode LIMIT 20
            """,
    };

    public static TheoryData<string> Shortened => [.. Plainly.Keys];

    /// <summary>Reports take short cuts, by indexes and by looking only at what is not as usual. Here hardly anything is as usual.</summary>
    [Theory]
    [MemberData(nameof(Shortened))]
    public void Read_GivesWhatLookingAtEachVolumeAndEventGives(string name)
    {
        const int seed = 20_261_128;
        using var folder = new ProgressFolder();
        folder.Open().Dispose();
        Fill(folder, new Random(seed));
        using var reader = ProgressReader.Open(folder.Database);

        var rows = Rows(reader, Reports.Find(name)!, new DateTimeOffset(2026, 3, 20, 12, 0, 0, TimeSpan.Zero));

        Assert.True(rows.Count > 0, $"seed {seed}");
        Assert.Equal(
            folder.Sql($"SELECT {string.Join(" || '|' || ", Reports.Find(name)!.Columns.Select(static (_, index) => $"coalesce(c{index}, '')"))} FROM ({Named(name)})"),
            rows.Select(static row => string.Join('|', row)));
    }

    /// <summary>What is counted as events are added is what a look at each gives: of a file that was filled before there was a count, and of one that lost it.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Read_CountsTheLatestEvents_OfEventsOfBeforeAndAfterTheCount(bool isMigrated)
    {
        const int seed = 20_261_129;
        using var folder = new ProgressFolder();
        using (var connection = ProgressFile.OpenForWriting(folder.Options(), FileSystemKind.Local))
        {
            SchemaMigrations.Apply(connection, new ProgressMetrics("host", folder.Database), TimeSpan.FromSeconds(5), 8);
        }

        Fill(folder, new Random(seed));
        if (isMigrated)
        {
            folder.Open().Dispose();
            folder.Sql("INSERT INTO book_status_history (barcode, status_type, status_value, timestamp) SELECT barcode, 'sync', 'skipped', 't' FROM books LIMIT 40");
        }

        using var reader = ProgressReader.Open(folder.Database);
        var rows = Rows(reader, Reports.Find("latest-sync")!, Later);

        Assert.True(rows.Count > 3, $"seed {seed}");
        Assert.Equal(folder.Sql($"SELECT c0 || '|' || c1 FROM ({Named("latest-sync")})"), rows.Select(static row => string.Join('|', row)));
    }

    private static string Named(string name) =>
        $"WITH named ({string.Join(", ", Reports.Find(name)!.Columns.Select(static (_, index) => $"c{index}"))}) AS ({Plainly[name]}) SELECT * FROM named";

    private static void Fill(ProgressFolder folder, Random chance)
    {
        string Any(params string[] values) => values[chance.Next(values.Length)];
        var sql = new System.Text.StringBuilder("BEGIN;");
        for (var book = 0; book < 300; book++)
        {
            sql.Append(
                $"""
                INSERT INTO books (barcode, title, grin_state, converted_date, enrichment_timestamp, processing_request_timestamp, marc_date_1, is_decrypted, created_at, updated_at)
                VALUES ('b{chance.Next(100)}-{book}', {Any("NULL", "''", "'t'")}, {Any("NULL", "'CONVERTED'", "'CHECKED_IN'")}, {Any("NULL", "'2026-01-02'", "'2025'")}, {Any("NULL", "''", "'2026-02-01'")},
                    {Any("NULL", "''", "'2026-02-01'", "'2026-03-18'")}, {Any("NULL", "''", "'1850'", "'1851'", "'18uu'")}, {Any("NULL", "0", "1")}, 'x', 'x');
                """);
        }

        for (var number = 0; number < 1500; number++)
        {
            // The days of the events are in order but for a few hours, as where several writers note what they did.
            var time = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddHours((number * 1.3) + chance.Next(12));
            var (type, value) = Any("sync completed", "sync completed", "sync reopened", "sync checked", "sync unpack_failed", "sync check_failed", "text_extraction completed").Split(' ') is [var a, var b] ? (a, b) : default;
            var metadata = type is "sync" ? "NULL" : Any("'{\"page_count\":", "'{\"page_count\": ", "'{\"pages\":1,\"page_count\":") + $"{chance.Next(30)},\"extraction_time_ms\":3}}'";
            sql.Append(
                $"""
                INSERT INTO book_status_history (barcode, status_type, status_value, timestamp, metadata)
                SELECT coalesce((SELECT barcode FROM books WHERE rowid = {chance.Next(1, 330)}), 'unknown'), '{type}', '{value}', '{time:yyyy-MM-ddTHH:mm:ss}+00:00', {metadata};
                """);
        }

        folder.Sql(sql.Append("COMMIT").ToString());
    }

    [Fact]
    public void All_HaveNamesOfTheirOwn_AndAsManyColumnsAsTheirQueries()
    {
        Assert.Equal(Reports.All.Count, Reports.All.Select(static report => report.Name).Distinct().Count());
        using var folder = new ProgressFolder();
        folder.Open().Dispose();
        Assert.All(Reports.All, report => Assert.Equal(report.Columns.Count, ColumnsOf(folder, report)));
    }

    private static int ColumnsOf(ProgressFolder folder, Report report)
    {
        folder.Sql($"CREATE TABLE counted AS {report.Sql.Replace("?1", "'2026-01-01'", StringComparison.Ordinal)}");
        var columns = folder.Sql("SELECT name FROM pragma_table_info('counted')").Count;
        folder.Sql("DROP TABLE counted");
        return columns;
    }

    private static List<string?[]> Rows(ProgressReader reader, Report report, DateTimeOffset now)
    {
        var rows = new List<string?[]>();
        reader.Read(report, now, row => rows.Add([.. row]));
        return rows;
    }

    private static long Number(string? text) => long.Parse(text!, System.Globalization.CultureInfo.InvariantCulture);
}
