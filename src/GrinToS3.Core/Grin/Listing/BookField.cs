namespace GrinToS3.Grin.Listing;

/// <summary>The fields of a book record that collecting fills from a listing, in the order of the record (spec: grin-protocol 4.6).</summary>
public enum BookField
{
    /// <summary><c>barcode</c>.</summary>
    Barcode,

    /// <summary><c>title</c>; empty where GRIN shows none.</summary>
    Title,

    /// <summary><c>scanned_date</c>.</summary>
    ScannedDate,

    /// <summary><c>converted_date</c>.</summary>
    ConvertedDate,

    /// <summary><c>downloaded_date</c>.</summary>
    DownloadedDate,

    /// <summary><c>processed_date</c>.</summary>
    ProcessedDate,

    /// <summary><c>analyzed_date</c>.</summary>
    AnalyzedDate,

    /// <summary><c>ocr_date</c>.</summary>
    OcrDate,

    /// <summary><c>google_books_link</c>; empty where GRIN shows none.</summary>
    GoogleBooksLink,

    /// <summary><c>processing_request_timestamp</c>; a listing never has it.</summary>
    ProcessingRequestTimestamp,

    /// <summary><c>grin_state</c>.</summary>
    GrinState,
}
