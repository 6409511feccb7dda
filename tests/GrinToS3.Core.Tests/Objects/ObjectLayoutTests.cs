using GrinToS3.Grin;
using GrinToS3.Runs;

namespace GrinToS3.Objects;

public sealed class ObjectLayoutTests
{
    private static readonly DateTimeOffset Moment = new(2026, 1, 5, 10, 15, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("s3", "fells2026/TEST_1.tar.gz")]
    [InlineData("gcs", "fells2026/TEST_1.tar.gz")]
    [InlineData("local", "TEST_1/TEST_1.tar.gz")]
    public void Archive_IsWhereThePythonToolHasIt(string type, string key) =>
        Assert.Equal(new ObjectKey(Bucket.Raw, key), Layout(type).Archive(Volume));

    [Theory]
    [InlineData("s3")]
    [InlineData("local")]
    public void OtherKeys_AreTheSameForAllTypes(string type)
    {
        var layout = Layout(type);

        Assert.Equal(
            [
                new(Bucket.Full, "fells2026/TEST_1_ocr.jsonl.gz"),
                new(Bucket.Full, "fells2026/TEST_1_ocr.jsonl"),
                Meta("manifests/TEST_1.json"),
                Meta("run_config.json"),
                Meta("books_latest.csv"),
                Meta("books_latest.csv.gz"),
                Meta("books_latest.db.gz"),
                Meta("process_summary.json.gz"),
                Meta("timestamped/20260105_101500_books.csv"),
                Meta("timestamped/20260105_101500_books.csv.gz"),
                Meta("timestamped/20260105_101500_books_latest.db.gz"),
            ],
            new[]
            {
                layout.PageTexts(Volume, compressed: true),
                layout.PageTexts(Volume, compressed: false),
                layout.Manifest(Volume),
                layout.RunConfig,
                layout.LatestCsv,
                layout.LatestCompressedCsv,
                layout.LatestDatabase,
                layout.ProcessSummary,
                layout.TimestampedCsv(Moment),
                layout.TimestampedCompressedCsv(Moment),
                layout.TimestampedDatabase(Moment),
            });
    }

    [Fact]
    public void Metadata_HasTheKeysOfBothTools()
    {
        var acquired = new DateTimeOffset(2026, 1, 5, 10, 15, 0, TimeSpan.FromHours(1)).AddTicks(1_234_560);

        Assert.Equal(
            "acquisition_date=2026-01-05T10:15:00.123456 barcode=TEST_1 encrypted_etag=0xE7 original_filename=TEST_1.tar.gz.gpg",
            Text(ObjectMetadata.ForArchive(Volume, acquired, "\"0xE7\"")));
        Assert.Equal(
            "acquisition_date=2026-01-05T10:15:00.123456 barcode=TEST_1 encrypted_etag=0xE7 page_count=12",
            Text(ObjectMetadata.ForPageTexts(Volume, acquired, "0xE7", 12)));
        Assert.DoesNotContain("encrypted_etag", Text(ObjectMetadata.ForArchive(Volume, acquired, null)), StringComparison.Ordinal);
    }

    private static Barcode Volume => Barcode.TryParse("TEST_1", out var barcode, out var problem) ? barcode : throw new InvalidOperationException(problem);

    private static ObjectKey Meta(string name) => new(Bucket.Meta, $"fells2026/{name}");

    private static string Text(IReadOnlyDictionary<string, string> metadata) =>
        string.Join(' ', metadata.OrderBy(static one => one.Key, StringComparer.Ordinal).Select(static one => $"{one.Key}={one.Value}"));

    private static ObjectLayout Layout(string type)
    {
        Assert.True(RunName.TryParse("fells2026", out var run, out _));
        return new ObjectLayout(run, new StorageConfig { Type = type, Protocol = "", Config = new Dictionary<string, string?>() });
    }
}
