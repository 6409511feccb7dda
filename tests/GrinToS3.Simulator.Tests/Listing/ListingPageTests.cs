namespace GrinToS3.Simulator.Tests.Listing;

public sealed class ListingPageTests
{
    private static readonly SimulatorOptions Options = new() { Books = 1500, Seed = 42 };

    [Fact]
    public async Task AllBooks_ShowsEveryField_AsTheLibraryHasIt()
    {
        await using var session = await GrinSession.StartAsync(Options);

        var page = await session.GetPageAsync("_all_books?result_count=1500");

        var expected = session.Grin.Library.Books.Select(book => string.Join(
            '\t', book.Barcode, book.Title, book.State, book.ScannedDate, book.AnalyzedDate, book.ConvertedDate, book.DownloadedDate,
            book.ProcessedDate, book.OcrDate, book.GoogleBooksLink));
        string[] columns =
        [
            "Barcode", "Title", "Status", "Scanned Date", "Analyzed Date", "Converted Date", "Downloaded Date", "Processed Date", "OCR'd Date",
            "Google Books",
        ];
        Assert.Equal(expected, Lines(page, columns));
        Assert.Equal(["", .. columns], page.Columns);
    }

    [Fact]
    public async Task Converted_ShowsTheConvertedVolumes_ByFileName()
    {
        await using var session = await GrinSession.StartAsync(Options);

        var page = await session.GetPageAsync("_converted?result_count=50000");

        var expected = session.Grin.Library.Books.Where(book => book.State == "CONVERTED").Select(book => string.Join(
            '\t', book.Barcode + ".tar.gz.gpg", book.Title, book.ScannedDate, book.ProcessedDate, book.AnalyzedDate, book.OcrDate,
            book.ConvertedDate, book.DownloadedDate, book.GoogleBooksLink));
        Assert.Equal(expected, Lines(page, [.. page.Columns]));
        Assert.Equal(session.Grin.Library.Converted.Count(), page.Rows.Count);
        Assert.InRange(page.Rows.Count, 50, 150);
    }

    [Fact]
    public async Task Failed_ShowsTheReasons_OfVolumesThatWereDownloadedBefore()
    {
        await using var session = await GrinSession.StartAsync(Options);

        var page = await session.GetPageAsync("_failed?result_count=-1");

        var failed = session.Grin.Library.Failed.ToList();
        Assert.Equal(
            failed.Select(book => $"{book.Barcode}\t{book.Failure?.Date}\t{book.Failure?.Info}\t{book.Failure?.Detail}"),
            Lines(page, "Barcode", "Convert Failed Date", "Convert Failed Info", "Detailed Convert Failed Info"));
        Assert.InRange(failed.Count, 2, 25);
        Assert.All(failed, book => Assert.Equal("PREVIOUSLY_DOWNLOADED", book.State));
    }

    [Fact]
    public async Task Page_HasTheSameBytes_OnlyIfTheSeedIsTheSame()
    {
        await using var one = await GrinSession.StartAsync(Options with { Paging = Paging.ContinuationToken });
        await using var same = await GrinSession.StartAsync(Options with { Paging = Paging.ContinuationToken });
        await using var other = await GrinSession.StartAsync(Options with { Paging = Paging.ContinuationToken, Seed = 43 });
        const string Address = "_all_books?result_count=500";

        Assert.Equal(await one.GetTextAsync(Address), await same.GetTextAsync(Address));
        Assert.NotEqual(await one.GetTextAsync(Address), await other.GetTextAsync(Address));
    }

    [Theory]
    [InlineData("_all_books")]
    [InlineData("_converted")]
    [InlineData("_failed")]
    public async Task Page_HasAHeadingAndNoRow_IfTheLibraryIsEmpty(string list)
    {
        await using var session = await GrinSession.StartAsync(Options with { Books = 0 });

        var page = await session.GetPageAsync(list);

        Assert.NotEmpty(page.Columns);
        Assert.Empty(page.Rows);
        Assert.Null(page.Next);
    }

    [Fact]
    public async Task Page_OffersACheckBox_IfTheVolumeCanBeRequested()
    {
        await using var session = await GrinSession.StartAsync(Options);

        var html = await session.GetTextAsync("_all_books?result_count=1500");

        var boxes = html.Split("type=\"checkbox\"").Length - 1;
        Assert.Equal(session.Grin.Library.Books.Count(book => book.State is "CONVERTED" or "PREVIOUSLY_DOWNLOADED"), boxes);
    }

    private static IEnumerable<string> Lines(ParsedPage page, params string[] columns) =>
        page.Rows.Select(row => string.Join('\t', columns.Select(column => row[column])));
}
