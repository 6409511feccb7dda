using GrinToS3.Simulator.Volumes;

namespace GrinToS3.Simulator.Tests.Volumes;

public sealed class SimulatedLibraryTests
{
    [Fact]
    public void Books_HaveUniqueBarcodesInNoOrder_IfThereAreMany()
    {
        var barcodes = new SimulatedLibrary(seed: 7, count: 500_000).Books.Select(book => book.Barcode).ToList();

        Assert.Equal(barcodes.Count, barcodes.ToHashSet().Count);
        var ascending = barcodes.Zip(barcodes.Skip(1)).Count(pair => string.CompareOrdinal(pair.First, pair.Second) < 0);
        Assert.InRange(ascending, 240_000, 260_000);
    }

    [Fact]
    public void Books_HaveFourteenDigits_ExceptForAFew()
    {
        var barcodes = new SimulatedLibrary(seed: 7, count: 50_000).Books.Select(book => book.Barcode).ToList();

        Assert.All(barcodes.Take(5000), barcode => Assert.Matches("^([0-9]{14}|Y[0-9A-Z]{5})$", barcode));
        Assert.InRange(barcodes.Count(barcode => barcode.Length == 6), 150, 350);
    }

    [Theory]
    [InlineData("PREVIOUSLY_DOWNLOADED", 91_673)]
    [InlineData("CHECKED_IN", 6_970)]
    [InlineData("CONVERTED", 6_995)]
    [InlineData("IN_PROCESS", 2_019)]
    [InlineData("NOT_AVAILABLE_FOR_DOWNLOAD", 60)]
    [InlineData("NEW", 120)]
    public void Books_HaveStatesAsOftenAsTheSpecCounts_IfThereAreMany(string state, int ofSample)
    {
        var count = new SimulatedLibrary(seed: 3, count: 107_837 * 4).Books.Count(book => book.State == state);

        var expected = ofSample * 4;
        var deviation = 5 * Math.Sqrt(expected);
        Assert.InRange(count, expected - deviation, expected + deviation);
    }

    [Fact]
    public void Books_ShowOnlyWhatTheirStateHasReached()
    {
        Assert.All(new SimulatedLibrary(seed: 11, count: 4000).Books, book =>
        {
            var isScanned = book.State is not ("NEW" or "CHECKED_IN");
            var isAnalyzed = isScanned && book.State != "NOT_AVAILABLE_FOR_DOWNLOAD";
            Assert.Equal(isScanned, book.ScannedDate.Length > 0);
            Assert.Equal(isAnalyzed, book.AnalyzedDate.Length > 0 && book.ProcessedDate.Length > 0 && book.OcrDate.Length > 0);
            Assert.Equal(book.State is "CONVERTED" or "PREVIOUSLY_DOWNLOADED", book.ConvertedDate.Length > 0);
            Assert.Equal(book.State == "PREVIOUSLY_DOWNLOADED", book.DownloadedDate.Length > 0);
            Assert.Equal(book.State == "NOT_AVAILABLE_FOR_DOWNLOAD", book.Title.Length == 0);
            Assert.Equal(isAnalyzed, book.GoogleBooksLink.StartsWith("https://books.google.com/books?id=", StringComparison.Ordinal));
        });
    }

    [Fact]
    public void Books_HaveDatesInTheOrderOfTheWork()
    {
        var downloaded = new SimulatedLibrary(seed: 11, count: 4000).Books.Where(book => book.State == "PREVIOUSLY_DOWNLOADED");

        Assert.All(downloaded, book =>
        {
            string[] dates =
                [book.ScannedDate, book.ProcessedDate, book.OcrDate, book.AnalyzedDate, book.ConvertedDate, book.DownloadedDate];
            Assert.All(dates, date => Assert.Matches("^20[0-4][0-9]/(0[1-9]|1[0-2])/[0-3][0-9] [0-2][0-9]:[0-5][0-9]$", date));
            Assert.Equal(dates.Order(StringComparer.Ordinal), dates);
        });
    }

    [Theory]
    [InlineData('&')]
    [InlineData('<')]
    [InlineData('"')]
    [InlineData('\'')]
    [InlineData('é')]
    [InlineData('日')]
    public void Books_HaveTitlesThatHtmlHasToEscape_IfThereAreSome(char character) =>
        Assert.Contains(new SimulatedLibrary(seed: 1, count: 2000).Books, book => book.Title.Contains(character, StringComparison.Ordinal));

    [Fact]
    public void GetBook_GivesTheSameVolume_IfTheLibraryGrows()
    {
        var small = new SimulatedLibrary(seed: 5, count: 1000);
        var large = new SimulatedLibrary(seed: 5, count: 9_999_999);

        Assert.All(small.Books, book => Assert.Equal(Fields(book), Fields(large.GetBook(book.Index))));
    }

    [Fact]
    public void GetBook_GivesOtherVolumes_IfTheSeedDiffers()
    {
        var one = new SimulatedLibrary(seed: 5, count: 1000).Books.Select(book => book.Barcode);
        var other = new SimulatedLibrary(seed: 6, count: 1000).Books.Select(book => book.Barcode);

        Assert.InRange(one.Intersect(other).Count(), 0, 5);
    }

    [Fact]
    public void Revision_ChangesAFewVolumesAndNoBarcode_IfItRises()
    {
        var before = new SimulatedLibrary(seed: 5, count: 20_000).Books.Select(Fields).ToList();
        var after = new SimulatedLibrary(seed: 5, count: 20_000, revision: 1).Books.Select(Fields).ToList();

        var pairs = before.Zip(after).ToList();
        Assert.DoesNotContain(pairs, pair => pair.First.Barcode != pair.Second.Barcode);
        Assert.InRange(pairs.Count(pair => pair.First.State != pair.Second.State), 800, 1200);
        Assert.InRange(pairs.Count(pair => pair.First.Title.Length > 0 && pair.Second.Title.Length == 0), 30, 110);
        Assert.InRange(pairs.Count(pair => pair.First.State == pair.Second.State && pair.First.Link.Length > 0 && pair.Second.Link.Length == 0), 30, 110);
        Assert.InRange(pairs.Count(pair => pair.First == pair.Second), 18_000, 19_500);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(10_000_001)]
    public void Constructor_Throws_IfTheCountIsOutOfRange(int count) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SimulatedLibrary(1, count));

    private static (string Barcode, string Title, string State, string Dates, string Link) Fields(Book book) => (
        book.Barcode,
        book.Title,
        book.State,
        string.Join('|', book.ScannedDate, book.ConvertedDate, book.DownloadedDate, book.ProcessedDate, book.AnalyzedDate, book.OcrDate),
        book.GoogleBooksLink);
}
