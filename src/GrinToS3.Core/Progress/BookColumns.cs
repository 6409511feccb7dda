namespace GrinToS3.Progress;

/// <summary>What the columns of <c>books</c> are called in SQL and in the CSV (spec: data-model 3).</summary>
public static class BookColumns
{
    private static readonly (string Sql, string Csv)[] Names =
    [
        ("barcode", "Barcode"),
        ("title", "Title"),
        ("scanned_date", "Scanned Date"),
        ("converted_date", "Converted Date"),
        ("downloaded_date", "Downloaded Date"),
        ("processed_date", "Processed Date"),
        ("analyzed_date", "Analyzed Date"),
        ("ocr_date", "OCR Date"),
        ("google_books_link", "Google Books Link"),
        ("processing_request_timestamp", "Processing Request Timestamp"),
        ("grin_state", "GRIN State"),
        ("grin_viewability", "GRIN Viewability"),
        ("grin_opted_out", "GRIN Opted Out"),
        ("grin_conditions", "GRIN Conditions"),
        ("grin_scannable", "GRIN Scannable"),
        ("grin_tagging", "GRIN Tagging"),
        ("grin_audit", "GRIN Audit"),
        ("grin_material_error_percent", "GRIN Material Error %"),
        ("grin_overall_error_percent", "GRIN Overall Error %"),
        ("grin_claimed", "GRIN Claimed"),
        ("grin_ocr_analysis_score", "GRIN OCR Analysis Score"),
        ("grin_ocr_gtd_score", "GRIN OCR GTD Score"),
        ("grin_digitization_method", "GRIN Digitization Method"),
        ("grin_check_in_date", "GRIN Check-In Date"),
        ("grin_source_library_bibkey", "GRIN Source Library Bibkey"),
        ("grin_rubbish", "GRIN Rubbish"),
        ("grin_allow_download_updated_date", "GRIN Allow Download Updated Date"),
        ("grin_viewability_updated_date", "GRIN Viewability Updated Date"),
        ("enrichment_timestamp", "Enrichment Timestamp"),
        ("marc_control_number", "MARC Control Number"),
        ("marc_date_type", "MARC Date Type"),
        ("marc_date_1", "MARC Date 1"),
        ("marc_date_2", "MARC Date 2"),
        ("marc_language", "MARC Language"),
        ("marc_lccn", "MARC LCCN"),
        ("marc_lc_call_number", "MARC LC Call Number"),
        ("marc_isbn", "MARC ISBN"),
        ("marc_oclc_numbers", "MARC OCLC Numbers"),
        ("marc_title", "MARC Title"),
        ("marc_title_remainder", "MARC Title Remainder"),
        ("marc_author_personal", "MARC Author Personal"),
        ("marc_author_corporate", "MARC Author Corporate"),
        ("marc_author_meeting", "MARC Author Meeting"),
        ("marc_subjects", "MARC Subjects"),
        ("marc_genres", "MARC Genres"),
        ("marc_general_note", "MARC General Note"),
        ("marc_extraction_timestamp", "MARC Extraction Timestamp"),
        ("storage_path", "Storage Path"),
        ("last_etag_check", "Last ETag Check"),
        ("encrypted_etag", "Encrypted ETag"),
        ("is_decrypted", "Is Decrypted"),
        ("sync_timestamp", "Sync Timestamp"),
        ("created_at", "Created At"),
        ("updated_at", "Updated At"),
    ];

    /// <summary>How many columns there are.</summary>
    public static int Count => Names.Length;

    /// <summary>The columns that enriching fills, in the table's order; collecting fills the first seven as well (spec: data-model 3.1).</summary>
    public static IReadOnlyList<BookColumn> Enrichment { get; } =
    [
        .. Enum.GetValues<BookColumn>().Where(static one =>
            one is (>= BookColumn.ScannedDate and <= BookColumn.OcrDate) or (>= BookColumn.GrinState and <= BookColumn.GrinViewabilityUpdatedDate)),
    ];

    /// <summary>Whether a column holds times or, for MARC's, years: text that can be put in an order (spec: data-model 2).</summary>
    /// <param name="column">The column.</param>
    public static bool IsDate(this BookColumn column) => column is
        (>= BookColumn.ScannedDate and <= BookColumn.OcrDate) or BookColumn.GrinCheckInDate
        or BookColumn.GrinAllowDownloadUpdatedDate or BookColumn.GrinViewabilityUpdatedDate or BookColumn.MarcDate1 or BookColumn.MarcDate2
        or BookColumn.ProcessingRequestTimestamp or BookColumn.EnrichmentTimestamp or BookColumn.MarcExtractionTimestamp
        or BookColumn.LastEtagCheck or BookColumn.SyncTimestamp or BookColumn.CreatedAt or BookColumn.UpdatedAt;

    /// <summary>Finds a column by its name in SQL.</summary>
    /// <param name="name">The name.</param>
    /// <param name="column">The column.</param>
    /// <param name="problem">Why there is none, with the names that are near; empty where there is one.</param>
    public static bool TryParse(string name, out BookColumn column, out string problem)
    {
        var index = Array.FindIndex(Names, one => one.Sql == name);
        column = (BookColumn)Math.Max(index, 0);
        problem = index >= 0 ? "" : NearNames.Of(name, [.. Names.Select(static one => one.Sql)]) is { Count: > 0 } near
            ? $"there is no column '{name}'; did you mean {string.Join(" or ", near)}?"
            : $"there is no column '{name}'; there are: {SqlList}";
        return index >= 0;
    }

    /// <summary>All columns for a SELECT, separated by commas.</summary>
    internal static string SqlList { get; } = string.Join(", ", Names.Select(name => name.Sql));

    /// <summary>The column's name in SQL.</summary>
    /// <param name="column">The column.</param>
    public static string SqlName(this BookColumn column) => Names[(int)column].Sql;

    /// <summary>The column's heading in the CSV, an external contract (spec: storage-config 12).</summary>
    /// <param name="column">The column.</param>
    public static string CsvHeader(this BookColumn column) => Names[(int)column].Csv;
}
