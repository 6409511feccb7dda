using GrinToS3.Simulator.Html;
using GrinToS3.Simulator.Serving;
using GrinToS3.Simulator.Volumes;

namespace GrinToS3.Simulator.Listing;

/// <summary><c>_failed</c>: the volumes whose conversion failed, with reasons.</summary>
internal sealed class FailedTable : ListingTable
{
    public override string Name => ResourceName.Failed;

    public override IReadOnlyList<string> Columns { get; } =
        ["Barcode", "Convert Failed Date", "Convert Failed Info", "Detailed Convert Failed Info"];

    public override string KeyColumn => "Barcode";

    public override bool Includes(Book book) => ConversionFailure.Has(book);

    public override void AppendCells(ref Utf8Chunk html, Book book)
    {
        html.Append("<td>"u8);
        book.AppendBarcode(ref html);
        html.Append("</td><td>"u8);
        ConversionFailure.AppendCells(ref html, book);
        html.Append("</td>"u8);
    }
}
