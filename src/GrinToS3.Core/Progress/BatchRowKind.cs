namespace GrinToS3.Progress;

/// <summary>What a row of a batch is; its number is part of the file format. The first field is always the barcode.</summary>
public enum BatchRowKind : byte
{
    /// <summary>A volume as a list shows it: columns 1 to 11 of <c>books</c>, in that order (spec: data-model 3.1).</summary>
    Book = 1,

    /// <summary>An event: type, value, session, metadata as JSON or NULL (spec: data-model 5).</summary>
    Event = 2,

    /// <summary>
    /// The sync columns, of which NULL leaves what is there: <c>storage_path</c>, <c>last_etag_check</c>, <c>encrypted_etag</c>, <c>is_decrypted</c>,
    /// <c>sync_timestamp</c>, <c>processing_request_timestamp</c> (spec: data-model 3.1).
    /// </summary>
    SyncColumns = 3,

    /// <summary>The 18 columns <c>marc_*</c> in the table's order, of which NULL leaves what is there (spec: data-model 3.1).</summary>
    MarcColumns = 4,

    /// <summary>A volume's state in a stage: stage, state, the error's kind and text, when to try again; NULL where there is none.</summary>
    State = 5,

    /// <summary>Something that is stored of a volume: kind, place, size, ETag, SHA-256, the ETag of the archive that it comes from.</summary>
    Artifact = 6,

    /// <summary>A volume on one of GRIN's lists: list, session, file stem, date, details as JSON.</summary>
    Listed = 7,

    /// <summary>A volume that a session was asked for by name: session.</summary>
    Wanted = 8,

    /// <summary>
    /// What GRIN's reports show of a volume: the columns <see cref="BookColumns.Enrichment"/> in that order, of which NULL leaves what is there. Also notes
    /// that the volume was asked for (spec: data-model 3.1).
    /// </summary>
    EnrichmentColumns = 9,

    /// <summary>A field of GRIN's reports that has no column: its name, its value.</summary>
    GrinField = 10,

    /// <summary>A volume that could not be asked for: the error's kind and text. When to try again follows from how often it has failed.</summary>
    EnrichmentFailed = 11,

    /// <summary>A volume of which storage has the version that GRIN's list of converted volumes shows.</summary>
    VersionChecked = 12,
}
