using System.Globalization;

namespace GrinToS3.Testing.Listing;

/// <summary>Invented columns and values like those of GRIN's lists (grin-protocol 4.4).</summary>
internal static class ListingContent
{
    private static readonly string[] AllBooks =
    [
        "", "Barcode", "Title", "Status", "Scanned Date", "Analyzed Date", "Converted Date", "Downloaded Date", "Processed Date", "OCR'd Date", "Google Books",
    ];

    private static readonly string[] Converted = ["Filename", "Title", "Scanned Date", "Processed Date", "Analyzed Date", "Google Books"];

    private static readonly string[] Failed = ["Barcode", "Convert Failed Date", "Convert Failed Info", "Detailed Convert-Failed Info"];

    private static readonly string[] Words =
    [
        "Mosses", "of the", "Northern", "Fells", "été", "Tom & Jerry", "a < b > c", "\"quoted\"", "l'eau", "日本語", "Ünïcode", "—", "\u00A0", "100%", "x;y", "𝕏",
    ];

    public static string[] Columns(Random random, MarkupStyle style)
    {
        var columns = random.Next(6) switch
        {
            0 => Converted,
            1 => Failed,
            _ => AllBooks,
        };
        columns = [.. columns];
        if (style.Sometimes())
        {
            random.Shuffle(columns);
        }

        return style.Sometimes() ? [.. columns, style.OneOf("OCR Analysis Score", "State", "Title", "Barcode", "")] : columns;
    }

    public static string Barcode(Random random) => random.Next(8) switch
    {
        0 => "HARV" + random.Next(100_000).ToString(CultureInfo.InvariantCulture),
        1 => "$b" + random.Next(100_000).ToString(CultureInfo.InvariantCulture),
        2 => "",
        _ => random.NextInt64(10_000_000_000_000, 99_999_999_999_999).ToString(CultureInfo.InvariantCulture),
    };

    public static string Value(Random random, string column, string barcode) => column switch
    {
        "Barcode" => barcode,
        "Filename" => barcode.Length == 0 ? "notes.txt" : $"EX_{barcode}.tar.gz.gpg",
        "Status" or "State" => random.Next(4) == 0 ? "NOT_AVAILABLE_FOR_DOWNLOAD" : "PREVIOUSLY_DOWNLOADED",
        "Google Books" => random.Next(3) == 0 ? "" : $"https://books.google.com/books?id={random.Next():x8}&copy=1&amp=2",
        _ when column.Contains("Date", StringComparison.Ordinal) => Date(random),
        _ => string.Join(' ', random.GetItems(Words, random.Next(6))),
    };

    private static string Date(Random random) => random.Next(6) switch
    {
        0 => "",
        1 => random.Next(2) == 0 ? "2011/02/30 10:00" : "unknown",
        _ => new DateTime(2005, 1, 1).AddMinutes(random.Next(10_000_000)).ToString("yyyy/MM/dd HH:mm", CultureInfo.InvariantCulture),
    };
}
