using System.Text;
using GrinToS3.Testing.Listing;

namespace GrinToS3.Grin.Listing;

public sealed class ListingParserTests
{
    /// <summary>The example of the specification (grin-protocol 4.4).</summary>
    private const string Example = """
        <table><thead>
        <tr class="heading"><td></td><td><span class="hd3">Barcode</span></td><td><span class="hd3">Title</span></td>
         <td><span class="hd3">Status</span></td><td><span class="hd3">Scanned Date</span></td>
         <td><span class="hd3">OCR'd Date</span></td><td><span class="hd3">Google Books</span></td></tr></thead>
        <tbody>
        <tr><td><input type="checkbox" name="barcodes" value="90000000000017"></td><td>90000000000017</td><td>Mosses of the Northern Fells</td>
         <td>PREVIOUSLY_DOWNLOADED</td><td>2011/04/07 09:12</td>
         <td>2019/10/02 10:10</td><td><a href="https://books.google.com/books?id=ZZinvented01">link</a></td></tr>
        <tr><td></td><td>90000000000025</td><td></td><td>NOT_AVAILABLE_FOR_DOWNLOAD</td><td>2011/04/08 10:00</td><td>&nbsp;</td><td></td></tr>
        </tbody></table>
        <a href="/libraries/Example/_all_books?result_count=10000&amp;first=10000">Next &gt;</a>
        """;

    [Fact]
    public void Read_GivesRowsAndNextLink_IfPageIsTheExample()
    {
        var listing = ListingReading.ReadComplete(Example);

        Assert.Equal(["", "barcode", "title", "status", "scanned_date", "ocrd_date", "google_books"], listing.Columns);
        Assert.Equal(["90000000000017", "90000000000025"], listing.Rows.Select(row => row.Barcode));
        Assert.Equal(
            ["", "90000000000017", "Mosses of the Northern Fells", "PREVIOUSLY_DOWNLOADED", "2011/04/07 09:12", "2019/10/02 10:10", "https://books.google.com/books?id=ZZinvented01"],
            listing.Rows[0].Values);
        Assert.Equal(["", "90000000000025", "", "NOT_AVAILABLE_FOR_DOWNLOAD", "2011/04/08 10:00", "", ""], listing.Rows[1].Values);
        Assert.Equal("/libraries/Example/_all_books?result_count=10000&first=10000", listing.NextLink);
    }

    [Fact]
    public void Read_GivesBookFields_IfPageIsTheExample()
    {
        var listing = ListingReading.ReadComplete(Example);

        Assert.Equal(
            ["90000000000017", "Mosses of the Northern Fells", "2011-04-07T09:12:00", null, null, null, null, "2019-10-02T10:10:00",
                "https://books.google.com/books?id=ZZinvented01", null, "PREVIOUSLY_DOWNLOADED"],
            listing.Rows[0].Book);
        Assert.Equal(
            ["90000000000025", "", "2011-04-08T10:00:00", null, null, null, null, null, "", null, "NOT_AVAILABLE_FOR_DOWNLOAD"],
            listing.Rows[1].Book);
    }

    [Fact]
    public void Read_TakesBarcodeFromFilename_IfListIsConverted()
    {
        var listing = ListingReading.ReadComplete(
            Page("Filename", "<tr><td>EX_1.tar.gz.gpg<td>a<tr><td>notes.txt<td>b<tr><td><a href=x>2.tar.gz.gpg</a><td>c"));

        Assert.Equal([("EX_1", "EX_1"), ("2", "2")], listing.Rows.Select(row => (row.Barcode, row.FilenameStem)));
        Assert.Equal(1, listing.RowsWithoutBarcode);
    }

    [Fact]
    public void Read_GivesNoRows_IfTableHasOnlyItsHeading()
    {
        var listing = ListingReading.ReadComplete(Page("Barcode", ""));

        Assert.Empty(listing.Rows);
        Assert.Null(listing.NextLink);
    }

    [Theory]
    [InlineData("<a href='?first=9'>Last &gt;&gt;</a> <a href='?first=2'>Next</a>", "?first=2")]
    [InlineData("<a href='?first=9'>&gt;&gt;</a> <a href='?first=2'>&gt;</a>", "?first=9")]
    [InlineData("<a href='?ctoken=x&amp;y=1'><b>NEXT</b></a>", "?ctoken=x&y=1")]
    [InlineData("<a href='?sort=2'>Next</a>", null)]
    [InlineData("<a href='?first=0'>&lt; Previous</a>", null)]
    [InlineData("<a href='?f&#105;rst=3'>next</a>", "?first=3")]
    public void Read_ChoosesNextLink(string links, string? expected) =>
        Assert.Equal(expected, ListingReading.ReadComplete(Page("Barcode", "") + links).NextLink);

    [Theory]
    [InlineData("", GrinErrorKind.LayoutChanged)]
    [InlineData("<p>Hello", GrinErrorKind.LayoutChanged)]
    [InlineData("<table><tr><td>Barcode<td>1</table>", GrinErrorKind.LayoutChanged)]
    [InlineData("<table><tr class=heading><td><span class=hd3>Title</span></table>", GrinErrorKind.LayoutChanged)]
    [InlineData("<html><p>Your request is unavailable at this time.</html>", GrinErrorKind.SoftErrorPage)]
    [InlineData("<html>Your request is unavailable", GrinErrorKind.SoftErrorPage)]
    [InlineData("<html><a href='https://accounts.google.com/ServiceLogin?x'>Sign in</a></html>", GrinErrorKind.LoginPage)]
    [InlineData("<form><input type=\"password\" name=p></form>", GrinErrorKind.LoginPage)]
    [InlineData("<html><body><p>Hel", GrinErrorKind.BodyTruncated)]
    public void Complete_GivesErrorOfItsKind_IfPageIsNoListing(string page, GrinErrorKind expected) =>
        Assert.Equal(expected, ListingReading.ReadError(page).Kind);

    [Fact]
    public void Complete_GivesListing_IfPageWithTableLinksToLoginPage() =>
        Assert.Single(ListingReading.ReadComplete(
            "<a href='https://accounts.google.com/ServiceLogin'>Other account</a>" + Page("Barcode", "<tr><td>1<td>x")).Rows);

    [Fact]
    public void Complete_GivesError_IfDocumentIsCutAnywhere()
    {
        var page = Encoding.UTF8.GetBytes($"<html><body>{Example}</body></html>");
        for (var length = 0; length < page.Length; length++)
        {
            var (listing, error) = ListingReading.Read(page[..length]);
            Assert.True(error is not null, $"cut at {length} of {page.Length}, read as a listing of {listing?.Rows.Count} rows");
        }
    }

    [Fact]
    public void Write_Throws_IfPageWasCompleted()
    {
        var parser = new ListingParser(new CollectingSink());
        parser.Complete();

        Assert.Throws<InvalidOperationException>(() => parser.Write("x"u8));
    }

    [Fact]
    public async Task ReadAsync_GivesTheSame_IfPageComesAsStream()
    {
        var page = Encoding.UTF8.GetBytes(new ListingPageGenerator(new Random(1), isSloppy: false).Make(2_000));
        var sink = new CollectingSink();

        var result = await ListingParser.ReadAsync(new MemoryStream(page), sink, TestContext.Current.CancellationToken);

        Assert.Equal(ListingReading.Read(page).Listing!.ToString(), sink.ToListing(result.Value!).ToString());
        Assert.True(page.Length > 500_000, $"the page of {page.Length} bytes is too small to grow a window");
    }

    /// <summary>A table of two columns.</summary>
    internal static string Page(string column, string rows) =>
        $"<table><tr class=heading><td><span class=hd3>{column}</span><td><span class=hd3>Title</span>{rows}</table>";
}
