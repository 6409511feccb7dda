using System.Text;
using GrinToS3.Simulator.Html;
using GrinToS3.Simulator.Volumes;

namespace GrinToS3.Simulator.Reports;

/// <summary>One column of <c>_barcode_search</c>.</summary>
/// <param name="Name">Its name in the header row, as GRIN spells it (spec: grin-protocol 6).</param>
/// <param name="Append">Appends a volume's value.</param>
internal sealed record ReportColumn(string Name, ReportColumn.AppendValue Append)
{
    /// <summary>The most bytes of a value.</summary>
    public const int MaxValueBytes = 256;

    /// <summary>The columns in GRIN's order.</summary>
    public static readonly ReportColumn[] All =
    [
        new("Barcode", static (ref chunk, book) => book.AppendBarcode(ref chunk)),
        new("Check-In Date", static (ref chunk, book) => VolumeDetails.CheckIn(book).AppendTo(ref chunk)),
        new("State", static (ref chunk, book) => chunk.Append(book.Status.Utf8Name())),
        new("Viewability", VolumeDetails.AppendViewability),
        new("Conditions", VolumeDetails.AppendConditions),
        new("Scannable", static (ref chunk, book) => VolumeDetails.AppendFlag(ref chunk, book, 0)),
        new("Opted-Out (post-scan)", static (ref chunk, book) => VolumeDetails.AppendFlag(ref chunk, book, 1)),
        new("Tagging", static (ref chunk, book) => VolumeDetails.AppendFlag(ref chunk, book, 2)),
        new("Audit", static (ref chunk, book) => VolumeDetails.AppendPercent(ref chunk, book, 0)),
        new("Material Error%", static (ref chunk, book) => VolumeDetails.AppendPercent(ref chunk, book, 1)),
        new("Overall Error%", static (ref chunk, book) => VolumeDetails.AppendPercent(ref chunk, book, 2)),
        new("Scanned Date", static (ref chunk, book) => book.Dates.Scanned.AppendTo(ref chunk)),
        new("Processed Date", static (ref chunk, book) => book.Dates.Processed.AppendTo(ref chunk)),
        new("Analyzed Date", static (ref chunk, book) => book.Dates.Analyzed.AppendTo(ref chunk)),
        new("Converted Date", static (ref chunk, book) => book.Dates.Converted.AppendTo(ref chunk)),
        new("Allow Download Updated Date", static (ref chunk, book) => VolumeDetails.AllowDownload(book).AppendTo(ref chunk)),
        new("Viewability Updated Date", static (ref chunk, book) => VolumeDetails.ViewabilityUpdated(book).AppendTo(ref chunk)),
        new("Source Library Bibkey", VolumeDetails.AppendBibkey),
        new("Rubbish", static (ref chunk, book) => VolumeDetails.AppendFlag(ref chunk, book, 3)),
        new("Downloaded Date", static (ref chunk, book) => book.Dates.Downloaded.AppendTo(ref chunk)),
        new("Claimed", static (ref chunk, book) => VolumeDetails.AppendFlag(ref chunk, book, 4)),
        new("OCR GTD Score", static (ref chunk, book) => VolumeDetails.AppendScore(ref chunk, book, 0)),
        new("OCR Analysis Score", static (ref chunk, book) => VolumeDetails.AppendScore(ref chunk, book, 1)),
        new("Digitization Method", VolumeDetails.AppendMethod),
        new("OCR'd Date", static (ref chunk, book) => book.Dates.Ocr.AppendTo(ref chunk)),
    ];

    /// <summary>Columns that are there only where they were asked for (<see cref="ReportLayout.HasMore"/>): a known one that nobody needs, and two of tomorrow.</summary>
    public static readonly ReportColumn[] More =
    [
        new("Title", static (ref chunk, book) => chunk.Append(Encoding.UTF8.GetBytes(book.Title))),
        new("Shelf Mark", VolumeDetails.AppendShelfMark),
        new("Größe (cm)", static (ref chunk, book) => chunk.AppendNumber(15 + book.Dice.Number(Roll.Bibkey, 30))),
    ];

    /// <summary>Appends a volume's value.</summary>
    public delegate void AppendValue(ref Utf8Chunk chunk, Book book);

    /// <summary>All values of a volume, those of <see cref="More"/> included.</summary>
    public static Dictionary<string, string> ToDictionary(Book book)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        Span<byte> buffer = stackalloc byte[MaxValueBytes];
        foreach (var column in All.Concat(More))
        {
            var chunk = new Utf8Chunk(buffer);
            column.Append(ref chunk, book);
            values[column.Name] = chunk.ToString();
        }

        return values;
    }
}
