namespace GrinToS3.Progress;

/// <summary>The columns of <c>books</c>, in the order of the table and of the CSV (spec: data-model 3).</summary>
public enum BookColumn
{
    /// <summary>Volume identifier, also the stem of its archive.</summary>
    Barcode,

    /// <summary>GRIN's title; empty where GRIN shows none.</summary>
    Title,

    /// <summary>When it was scanned.</summary>
    ScannedDate,

    /// <summary>When it was last converted; not blank means at least once.</summary>
    ConvertedDate,

    /// <summary>The last download according to GRIN.</summary>
    DownloadedDate,

    /// <summary>When Google processed it.</summary>
    ProcessedDate,

    /// <summary>When Google analysed it.</summary>
    AnalyzedDate,

    /// <summary>When Google recognised its text.</summary>
    OcrDate,

    /// <summary>Its page in Google Books.</summary>
    GoogleBooksLink,

    /// <summary>When GRIN accepted our conversion request; never cleared.</summary>
    ProcessingRequestTimestamp,

    /// <summary>GRIN's state of the volume.</summary>
    GrinState,

    /// <summary>GRIN's field "Viewability".</summary>
    GrinViewability,

    /// <summary>GRIN's field "Opted Out".</summary>
    GrinOptedOut,

    /// <summary>GRIN's field "Conditions".</summary>
    GrinConditions,

    /// <summary>GRIN's field "Scannable".</summary>
    GrinScannable,

    /// <summary>GRIN's field "Tagging".</summary>
    GrinTagging,

    /// <summary>GRIN's field "Audit".</summary>
    GrinAudit,

    /// <summary>GRIN's field "Material Error %".</summary>
    GrinMaterialErrorPercent,

    /// <summary>GRIN's field "Overall Error %".</summary>
    GrinOverallErrorPercent,

    /// <summary>GRIN's field "Claimed".</summary>
    GrinClaimed,

    /// <summary>GRIN's field "OCR Analysis Score".</summary>
    GrinOcrAnalysisScore,

    /// <summary>GRIN's field "OCR GTD Score".</summary>
    GrinOcrGtdScore,

    /// <summary>GRIN's field "Digitization Method".</summary>
    GrinDigitizationMethod,

    /// <summary>GRIN's field "Check-In Date".</summary>
    GrinCheckInDate,

    /// <summary>GRIN's field "Source Library Bibkey".</summary>
    GrinSourceLibraryBibkey,

    /// <summary>GRIN's field "Rubbish".</summary>
    GrinRubbish,

    /// <summary>GRIN's field "Allow Download Updated Date".</summary>
    GrinAllowDownloadUpdatedDate,

    /// <summary>GRIN's field "Viewability Updated Date".</summary>
    GrinViewabilityUpdatedDate,

    /// <summary>When enrichment was last attempted, with or without result.</summary>
    EnrichmentTimestamp,

    /// <summary>MARC 001.</summary>
    MarcControlNumber,

    /// <summary>MARC 008/06, one character.</summary>
    MarcDateType,

    /// <summary>MARC 008/07-10.</summary>
    MarcDate1,

    /// <summary>MARC 008/11-14.</summary>
    MarcDate2,

    /// <summary>MARC 008/35-37.</summary>
    MarcLanguage,

    /// <summary>MARC 010$a.</summary>
    MarcLccn,

    /// <summary>MARC 050$a, joined.</summary>
    MarcLcCallNumber,

    /// <summary>MARC 020$a, joined.</summary>
    MarcIsbn,

    /// <summary>MARC 035$a containing <c>(OCoLC)</c>, joined.</summary>
    MarcOclcNumbers,

    /// <summary>MARC 245$a.</summary>
    MarcTitle,

    /// <summary>MARC 245$b.</summary>
    MarcTitleRemainder,

    /// <summary>MARC 100$a.</summary>
    MarcAuthorPersonal,

    /// <summary>MARC 110$a.</summary>
    MarcAuthorCorporate,

    /// <summary>MARC 111$a.</summary>
    MarcAuthorMeeting,

    /// <summary>MARC 650$a, joined.</summary>
    MarcSubjects,

    /// <summary>MARC 655$a, joined.</summary>
    MarcGenres,

    /// <summary>MARC 500$a, joined.</summary>
    MarcGeneralNote,

    /// <summary>When the MARC columns were extracted.</summary>
    MarcExtractionTimestamp,

    /// <summary>Where its archive is stored.</summary>
    StoragePath,

    /// <summary>When its ETag was last compared.</summary>
    LastEtagCheck,

    /// <summary>ETag of the encrypted archive, without quotes.</summary>
    EncryptedEtag,

    /// <summary>1 once the decrypted archive is stored, else 0 or NULL.</summary>
    IsDecrypted,

    /// <summary>When its archive was stored or found in storage.</summary>
    SyncTimestamp,

    /// <summary>When the row was made.</summary>
    CreatedAt,

    /// <summary>When the row was last written.</summary>
    UpdatedAt,
}
