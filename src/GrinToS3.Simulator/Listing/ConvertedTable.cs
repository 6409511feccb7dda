using System.Text;
using GrinToS3.Simulator.Html;
using GrinToS3.Simulator.Serving;
using GrinToS3.Simulator.Volumes;

namespace GrinToS3.Simulator.Listing;

/// <summary><c>_converted</c>: the volumes whose archive can be downloaded, by file name.</summary>
internal sealed class ConvertedTable(string directory) : ListingTable
{
    private readonly byte[] _link = Encoding.UTF8.GetBytes($"<td><a href=\"/libraries/{directory}/");

    public override string Name => ResourceName.Converted;

    public override IReadOnlyList<string> Columns { get; } =
    [
        "Filename", "Title", "Scanned Date", "Processed Date", "Analyzed Date", "OCR'd Date", "Converted Date", "Downloaded Date",
        "Google Books",
    ];

    public override string KeyColumn => "Filename";

    public override bool Includes(Book book) => book.Status == BookState.Converted;

    public override void AppendCells(ref Utf8Chunk html, Book book)
    {
        html.Append(_link);
        book.AppendBarcode(ref html);
        html.Append(".tar.gz.gpg\">"u8);
        book.AppendBarcode(ref html);
        html.Append(".tar.gz.gpg</a></td>"u8);
        AppendTitle(ref html, book);
        var dates = book.Dates;
        AppendDate(ref html, dates.Scanned);
        AppendDate(ref html, dates.Processed);
        AppendDate(ref html, dates.Analyzed);
        AppendDate(ref html, dates.Ocr);
        AppendDate(ref html, dates.Converted);
        AppendDate(ref html, dates.Downloaded);
        AppendLink(ref html, book);
    }
}
