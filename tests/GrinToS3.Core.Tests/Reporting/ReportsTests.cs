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
