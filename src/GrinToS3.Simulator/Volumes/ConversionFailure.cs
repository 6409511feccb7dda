using System.Globalization;
using GrinToS3.Simulator.Conversions;
using GrinToS3.Simulator.Html;

namespace GrinToS3.Simulator.Volumes;

/// <summary>Which volumes failed their last conversion, and why: one in 200 of those that were downloaded before, and whatever fails since the start.</summary>
internal static class ConversionFailure
{
    private const int OneIn = 200;
    private const int Pages = 600;

    private static readonly Phrase[] Kinds =
        [new("Conversion error"), new("Source image missing"), new("OCR & layout analysis failed"), new("Size limit exceeded")];

    public static bool Has(Book book) => book.History.Fate == ConversionFate.Failed
        || book.History.Fate == ConversionFate.Resting && book.Status == BookState.PreviouslyDownloaded && book.Dice.Number(Roll.Failure, OneIn) == 0;

    public static BookFailure Of(Book book)
    {
        var bits = Bits(book);
        var detail = HasDetail(bits)
            ? string.Create(CultureInfo.InvariantCulture, $"page image {Page(bits):D8} unreadable, expected \"tif\" or 'jp2'")
            : "";
        return new BookFailure(Date(book, bits).ToString(), Kind(bits).Text, detail);
    }

    public static void AppendCells(ref Utf8Chunk chunk, Book book)
    {
        var bits = Bits(book);
        Date(book, bits).AppendTo(ref chunk);
        chunk.Append("</td><td>"u8);
        chunk.Append(Kind(bits).Html);
        chunk.Append("</td><td>"u8);
        if (HasDetail(bits))
        {
            chunk.Append("page image "u8);
            chunk.AppendDigits(Page(bits), 8);
            chunk.Append(" unreadable, expected &quot;tif&quot; or &#39;jp2&#39;"u8);
        }
    }

    private static ulong Bits(Book book) =>
        (book.History.Attempt == 0 ? book.Dice : book.Dice.Of(Roll.Conversion, book.History.Attempt)).Bits(Roll.FailureDate);

    private static GrinMinute Date(Book book, ulong bits) => book.History.Ended is { } ended
        ? GrinMinute.Start.Later(ended)
        : book.Dates.Downloaded.Later(1 + (int)(bits & 0xFFFF));

    private static Phrase Kind(ulong bits) => Kinds[(int)(bits >> 16 & 3)];

    private static bool HasDetail(ulong bits) => (bits >> 18 & 3) != 0;

    private static int Page(ulong bits) => Dice.Scale(bits, Pages) + 1;
}
