using System.Globalization;

namespace GrinToS3.Testing.Listing;

/// <summary>Maps rows to the eleven fields of a book record with strings (grin-protocol 4.6, 4.7).</summary>
internal sealed class HtmlLibraryBooks(string[] keys)
{
    private static readonly string[] Fields =
    [
        "barcode", "title", "scanned_date", "converted_date", "downloaded_date", "processed_date", "analyzed_date", "ocr_date",
        "google_books_link", "processing_request_timestamp", "grin_state",
    ];

    private readonly int[] _fields = [.. keys.Select(Field)];

    public IReadOnlyList<string?> Map(string barcode, string[] values)
    {
        var book = new string?[Fields.Length];
        book[0] = barcode;
        book[1] = book[8] = "";
        for (var i = 0; i < values.Length; i++)
        {
            if (_fields[i] > 0 && values[i].Length > 0)
            {
                book[_fields[i]] = values[i];
            }
        }

        for (var i = 2; i < 8; i++)
        {
            book[i] = Date(book[i]);
        }

        book[1] = book[1]!.Trim();
        book[8] = book[8]!.Contains("http", StringComparison.Ordinal) ? book[8]!.Trim() : "";
        book[10] = book[10]?.Trim() is { Length: > 0 } state ? state : null;
        return book;
    }

    private static int Field(string key) => Array.IndexOf(Fields, key switch
    {
        "scanned" or "converted" or "downloaded" or "processed" or "analyzed" => key + "_date",
        "ocrd" or "ocrd_date" => "ocr_date",
        "google_books" or "google_books_url" => "google_books_link",
        "state" or "status" => "grin_state",
        "barcode" or "processing_request_timestamp" => "",
        _ => key,
    });

    private static string? Date(string? value) =>
        DateTime.TryParseExact(value, "yyyy/MM/dd HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture)
            : value;
}
