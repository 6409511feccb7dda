using GrinToS3.Progress;

namespace GrinToS3.Repairing;

/// <summary>The kinds of defects that a file shows by itself.</summary>
internal static class Defects
{
    private const string Limit = "ORDER BY c.barcode LIMIT ?2";

    private static readonly string NeverReached = string.Join(
        " AND ", BookColumns.Enrichment.Where(static one => one > BookColumn.GrinState).Select(static one => $"coalesce({one.SqlName()}, '') = ''"));

    /// <summary>Volumes that history calls stored and that have no row (spec: gaps 1, 21).</summary>
    internal static IDefectSearch RowMissing { get; } = new SqlDefectSearch(
        static _ =>
            $"""
            SELECT c.barcode, {HistorySql.Metadata(HistorySql.LatestId("sync", "uploaded", "c.barcode"), "path")},
                {HistorySql.Metadata(HistorySql.LatestId("sync", "downloaded", "c.barcode"), "etag")},
                c.timestamp, NOT ({HistorySql.IsInvalid("c.barcode", "c.id")})
            FROM book_status_history c
            WHERE {HistorySql.IsLatest("sync", "completed")} AND NOT EXISTS (SELECT 1 FROM books b WHERE b.barcode = c.barcode) {Limit}
            """,
        static row => new Defect(
            new(row.Text(0)!, RepairReason.RowMissing, "history calls it stored, and books had no row for it"),
            row.Int64(4) == 0 ? [] : [("storage_path", row.Text(1)), ("encrypted_etag", row.Text(2)), ("sync_timestamp", row.Text(3))]));

    /// <summary>Volumes that are called completed and were not uploaded (spec: gaps 1, 1), in a bucket: what an earlier attempt stored there is still so.</summary>
    internal static IDefectSearch UploadMissing { get; } = NotUploaded(keepsEarlier: true);

    /// <summary>The same in local storage, where each attempt writes over the one file.</summary>
    internal static IDefectSearch LocalUploadMissing { get; } = NotUploaded(keepsEarlier: false);

    /// <summary>Volumes that GRIN never refused and that were left as unavailable (spec: gaps 1, 5 and 6).</summary>
    internal static IDefectSearch ConversionOpen { get; } = new SqlDefectSearch(
        static _ =>
            $"""
            SELECT c.barcode, {HistorySql.Metadata("c.id", "grin_response")} FROM book_status_history c
            WHERE {HistorySql.IsLatest("conversion", "unavailable")} AND NOT {HistorySql.After("conversion", StoredVolumes.Reopened, "c.barcode", "c.id")}
                AND NOT {HistorySql.After("conversion", "requested", "c.barcode", "c.id")}
                AND NOT EXISTS (SELECT 1 FROM book_status_history x WHERE x.status_type = 'conversion' AND x.status_value = 'unavailable'
                    AND x.barcode = c.barcode AND x.metadata LIKE '%not allowed%')
                AND NOT {StoredVolumes.Condition("c.barcode")} {Limit}
            """,
        static row => new Defect(
            new(
                row.Text(0)!,
                RepairReason.ConversionOpen,
                row.Text(1) is { } answer ? $"it was left as unavailable, but GRIN's answer '{answer}' is no refusal" : "it was left as unavailable without an answer of GRIN"),
            ("grin_response", row.Text(1))));

    /// <summary>Volumes whose request failed and that were marked as enriched all the same (spec: gaps 1, 7).</summary>
    internal static IDefectSearch EnrichmentEmpty { get; } = new SqlDefectSearch(
        static isOurs =>
            $"""
            SELECT c.barcode, c.enrichment_timestamp FROM books c WHERE c.barcode > ?1 AND enrichment_timestamp > '' AND {NeverReached}
                {(isOurs ? "AND NOT EXISTS (SELECT 1 FROM volume_states s WHERE s.barcode = c.barcode AND s.stage = 'enrichment')" : "")} {Limit}
            """,
        static row => new Defect(
            new(row.Text(0)!, RepairReason.EnrichmentEmpty, $"it was marked as enriched {row.Text(1)}, and nothing came"), ("enrichment_timestamp", row.Text(1))));

    /// <summary>Volumes whose MARC dates or language the Python tool lost (spec: gaps 1, 13 and 14; gaps 6).</summary>
    internal static IDefectSearch MarcIncomplete { get; } = new SqlDefectSearch(
        static _ =>
            $"""
            SELECT c.barcode, coalesce(marc_date_type, '') = '', coalesce(marc_date_1, '') = '', coalesce(marc_language, '') = ''
            FROM books c WHERE c.barcode > ?1 AND marc_extraction_timestamp > ''
                AND (coalesce(marc_date_type, '') = '' OR coalesce(marc_date_1, '') = '' OR coalesce(marc_language, '') = '')
                AND NOT {HistorySql.After("marc_extraction", StoredVolumes.Reopened, "c.barcode", HistorySql.LatestId("marc_extraction", "completed", "c.barcode"))}
                AND NOT {HistorySql.IsOurs(HistorySql.LatestId("marc_extraction", "completed", "c.barcode"))} {Limit}
            """,
        static row =>
        {
            var empty = new[] { "marc_date_type", "marc_date_1", "marc_language" }.Where((_, column) => row.Int64(column + 1) != 0);
            return new Defect(new(row.Text(0)!, RepairReason.MarcIncomplete, $"without {string.Join(", ", empty)}: to be derived again from the stored archive"));
        });

    /// <summary>Stored volumes whose MARC record was found, and no row took it (spec: gaps 1, 21).</summary>
    internal static IDefectSearch MarcLost { get; } = new SqlDefectSearch(
        static _ =>
            $"""
            SELECT c.barcode FROM book_status_history c
            WHERE {HistorySql.IsLatest("marc_extraction", "completed")} AND c.session_id IS NULL
                AND coalesce((SELECT b.marc_extraction_timestamp FROM books b WHERE b.barcode = c.barcode), '') = ''
                AND NOT {HistorySql.After("marc_extraction", StoredVolumes.Reopened, "c.barcode", "c.id")} AND {StoredVolumes.Condition("c.barcode")} {Limit}
            """,
        static row => new Defect(new(row.Text(0)!, RepairReason.MarcIncomplete, "its MARC data found no row: to be derived again from the stored archive")));

    /// <summary>Stored volumes whose MARC record was not found (spec: gaps 1, 2).</summary>
    internal static IDefectSearch MarcMissing { get; } = NotExtracted("marc_extraction", RepairReason.MarcIncomplete, "its MARC data was not extracted", "derived");

    /// <summary>Stored volumes without page texts (spec: gaps 1, 2).</summary>
    internal static IDefectSearch TextMissing { get; } = NotExtracted("text_extraction", RepairReason.TextMissing, "its page texts were not extracted", "taken");

    private static SqlDefectSearch NotUploaded(bool keepsEarlier) => new(
        static _ =>
            $"""
            SELECT c.barcode, b.encrypted_etag, b.storage_path, {HistorySql.LatestId("sync", "uploaded", "c.barcode")},
                {HistorySql.Metadata(HistorySql.LatestId("sync", "upload_failed", "c.barcode"), "error")}
            FROM book_status_history c LEFT JOIN books b ON b.barcode = c.barcode
            WHERE {HistorySql.IsLatest("sync", "completed")} AND {HistorySql.IsInvalid("c.barcode", "c.id")} {Limit}
            """,
        row => new Defect(
            new(
                row.Text(0)!,
                RepairReason.UploadMissing,
                $"history calls it completed, but its last attempt has no upload{Because(row.Text(4))}"),
            keepsEarlier && row.Int64(3) > 0 ? [] : [("encrypted_etag", row.Text(1)), ("storage_path", row.Text(2))]));

    /// <summary>Extraction or unpacking failed last; in the Python tool, of a volume that is stored, and it was not reopened since.</summary>
    private static SqlDefectSearch NotExtracted(string type, RepairReason reason, string says, string verb) => new(
        _ =>
            $"""
            SELECT c.barcode, {HistorySql.Metadata("c.id", "error")} FROM (
                SELECT barcode, max(id) AS id FROM book_status_history
                WHERE barcode > ?1 AND ((status_type = '{type}' AND status_value = 'failed') OR (status_type = 'sync' AND status_value = 'unpack_failed'))
                GROUP BY barcode) c
            WHERE NOT {HistorySql.After(type, "completed", "c.barcode", "c.id")} AND NOT {HistorySql.After(type, StoredVolumes.Reopened, "c.barcode", "c.id")}
                AND NOT {HistorySql.IsOurs("c.id")} AND {StoredVolumes.Condition("c.barcode")} {Limit}
            """,
        row => new Defect(new(row.Text(0)!, reason, $"{says}{Because(row.Text(1))}: to be {verb} again from the stored archive")));

    private static string Because(string? error) => error is null ? "" : $" ({error})";
}
