namespace GrinToS3.Grin.Listing;

/// <summary>
/// Which columns of a listing fill which field of a book record, by exact key. Matching parts of keys, as the existing
/// tool does, would take an "OCR Analysis Score" for the OCR date (spec: grin-protocol 4.6, "Safer").
/// </summary>
public sealed class BookFieldColumns
{
    private static readonly Dictionary<string, BookField> Fields = new(StringComparer.Ordinal)
    {
        ["title"] = BookField.Title,
        ["scanned_date"] = BookField.ScannedDate,
        ["scanned"] = BookField.ScannedDate,
        ["converted_date"] = BookField.ConvertedDate,
        ["converted"] = BookField.ConvertedDate,
        ["downloaded_date"] = BookField.DownloadedDate,
        ["downloaded"] = BookField.DownloadedDate,
        ["processed_date"] = BookField.ProcessedDate,
        ["processed"] = BookField.ProcessedDate,
        ["analyzed_date"] = BookField.AnalyzedDate,
        ["analyzed"] = BookField.AnalyzedDate,
        ["ocrd_date"] = BookField.OcrDate,
        ["ocr_date"] = BookField.OcrDate,
        ["ocrd"] = BookField.OcrDate,
        ["google_books"] = BookField.GoogleBooksLink,
        ["google_books_link"] = BookField.GoogleBooksLink,
        ["google_books_url"] = BookField.GoogleBooksLink,
        ["state"] = BookField.GrinState,
        ["status"] = BookField.GrinState,
        ["grin_state"] = BookField.GrinState,
    };

    private readonly int[][] _columns;

    /// <summary>Finds the columns of a listing.</summary>
    /// <param name="columns">The listing's columns.</param>
    public BookFieldColumns(ListingColumns columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        var found = columns.Keys.Index().Where(key => Fields.ContainsKey(key.Item)).ToLookup(key => Fields[key.Item], key => key.Index);
        _columns = [.. Enum.GetValues<BookField>().Select(field => found[field].ToArray())];
        Unknown =
        [
            .. columns.Keys.Index()
                .Where(key => key.Item is not ("" or ListingColumns.BarcodeKey or ListingColumns.FilenameKey) && !Fields.ContainsKey(key.Item))
                .Select(key => columns.Names[key.Index]),
        ];
    }

    /// <summary>The names of columns that fill no field, for one warning a run.</summary>
    public IReadOnlyList<string> Unknown { get; }

    /// <summary>The value that a row has for a field: that of the last such column that is not empty.</summary>
    /// <param name="row">A row of the same listing.</param>
    /// <param name="field">The field.</param>
    internal ReadOnlySpan<byte> Find(scoped in ListingRow row, BookField field)
    {
        ReadOnlySpan<byte> value = default;
        foreach (var column in _columns[(int)field])
        {
            var candidate = row[column];
            value = candidate.IsEmpty ? value : candidate;
        }

        return value;
    }
}
