namespace GrinToS3.Grin.Listing;

public sealed class BookFieldColumnsTests
{
    [Fact]
    public void Unknown_NamesColumnsThatFillNoField()
    {
        var columns = new BookFieldColumns(new ListingColumns(["", "Barcode", "Title", "OCR Analysis Score", "OCR'd Date", "Shelf-mark"]));

        Assert.Equal(["OCR Analysis Score", "Shelf-mark"], columns.Unknown);
    }

    [Theory]
    [InlineData("Scanned Date", "scanned_date")]
    [InlineData("OCR'd Date", "ocrd_date")]
    [InlineData("OCR\u2019d Date", "ocrd_date")]
    [InlineData("Detailed Convert-Failed Info", "detailed_convert_failed_info")]
    [InlineData("", "")]
    public void Keys_FollowTheSpecification(string name, string key) => Assert.Equal(key, new ListingColumns([name]).Keys[0]);

    [Theory]
    [InlineData("Title", "a", "Title", "", 1, "a")]
    [InlineData("Title", "a", "Title", "b", 1, "b")]
    [InlineData("State", "X", "Status", "Y", 10, "Y")]
    [InlineData("Google Books", "<a href=/x>", "Other", "", 8, "")]
    [InlineData("Google Books", "<a href=' https://x '>", "Other", "", 8, "https://x")]
    [InlineData("Scanned", "soon", "Other", "", 2, "soon")]
    [InlineData("OCR Analysis Score", "98", "Other", "", 7, null)]
    public void Map_TakesLastValueThatIsNotEmpty(string column1, string value1, string column2, string value2, int field, string? expected)
    {
        var listing = ListingReading.ReadComplete(
            $"<table><tr class=heading><td><span class=hd3>Barcode</span><td><span class=hd3>{column1}</span><td><span class=hd3>{column2}</span>"
            + $"<tr><td>1<td>{value1}<td>{value2}</table>");

        Assert.Equal(expected, listing.Rows[0].Book[field]);
    }
}
