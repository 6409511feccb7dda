using GrinToS3.Simulator.Html;
using GrinToS3.Simulator.Serving;
using GrinToS3.Simulator.Volumes;

namespace GrinToS3.Simulator.Listing;

/// <summary><c>_all_books</c>: every volume; those that can be requested have a check box.</summary>
internal sealed class AllBooksTable : ListingTable
{
    public override string Name => ResourceName.AllBooks;

    public override IReadOnlyList<string> Columns { get; } =
    [
        "", "Barcode", "Title", "Status", "Scanned Date", "Analyzed Date", "Converted Date", "Downloaded Date", "Processed Date",
        "OCR'd Date", "Google Books",
    ];

    public override string KeyColumn => "Barcode";

    public override bool Includes(Book book) => true;

    public override int Seek(SimulatedLibrary library, int rows) => rows;

    public override void AppendCells(ref Utf8Chunk html, Book book)
    {
        html.Append("<td>"u8);
        if (book.Status is BookState.Converted or BookState.PreviouslyDownloaded)
        {
            html.Append("<input type=\"checkbox\" name=\"barcodes\" value=\""u8);
            book.AppendBarcode(ref html);
            html.Append("\">"u8);
        }

        html.Append("</td><td>"u8);
        book.AppendBarcode(ref html);
        html.Append("</td>"u8);
        AppendTitle(ref html, book);
        html.Append("\n <td>"u8);
        html.Append(book.Status.Utf8Name());
        html.Append("</td>"u8);
        var dates = book.Dates;
        AppendDate(ref html, dates.Scanned);
        AppendDate(ref html, dates.Analyzed);
        AppendDate(ref html, dates.Converted);
        AppendDate(ref html, dates.Downloaded);
        AppendDate(ref html, dates.Processed);
        AppendDate(ref html, dates.Ocr);
        AppendLink(ref html, book);
    }
}
