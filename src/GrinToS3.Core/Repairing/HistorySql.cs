using GrinToS3.Progress;

namespace GrinToS3.Repairing;

/// <summary>Parts of queries on history. Each is answered from the index on (type, value, barcode), which a file of the Python tool has too.</summary>
internal static class HistorySql
{
    /// <summary>
    /// That <c>c</c> is the latest event of a kind of a volume after ?1. In this form, and ordered by <c>c.barcode</c>, SQLite reads along the index and
    /// sorts nothing.
    /// </summary>
    internal static string IsLatest(string type, string value) =>
        $"c.status_type = '{type}' AND c.status_value = '{value}' AND c.barcode > ?1 AND c.id = {LatestId(type, value, "c.barcode")}";

    /// <summary>The id of a volume's latest event of a kind; 0 where it has none.</summary>
    internal static string LatestId(string type, string value, string barcode) =>
        $"coalesce((SELECT max(id) FROM book_status_history WHERE status_type = '{type}' AND status_value = '{value}' AND barcode = {barcode}), 0)";

    /// <summary>Whether a volume has an event of a kind after another.</summary>
    internal static string After(string type, string value, string barcode, string id) => $"{LatestId(type, value, barcode)} > {id}";

    /// <summary>A value of an event's metadata; NULL where there is none.</summary>
    internal static string Metadata(string id, string key) =>
        $"(SELECT CASE WHEN json_valid(metadata) THEN json_extract(metadata, '$.{key}') END FROM book_status_history WHERE id = {id})";

    /// <summary>Whether an event was written by this tool: the other one names no session.</summary>
    internal static string IsOurs(string id) => $"EXISTS (SELECT 1 FROM book_status_history o WHERE o.id = {id} AND o.session_id IS NOT NULL)";

    /// <summary>
    /// Whether a completion has no upload in its attempt, which begins with the last <c>checked</c> before it, and does not come from storage itself
    /// (spec: data-model 10).
    /// </summary>
    internal static string IsInvalid(string barcode, string id) =>
        $"""
        NOT {After("sync", StoredVolumes.Reopened, barcode, id)}
        AND NOT EXISTS (
            SELECT 1 FROM book_status_history u WHERE u.status_type = 'sync' AND u.status_value = 'uploaded' AND u.barcode = {barcode} AND u.id < {id}
                AND u.id > coalesce((
                    SELECT max(k.id) FROM book_status_history k WHERE k.status_type = 'sync' AND k.status_value = 'checked' AND k.barcode = {barcode} AND k.id < {id}), 0))
        AND NOT coalesce({Metadata(id, "reconciled_from_storage")}, 0)
        """;
}
