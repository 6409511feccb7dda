using GrinToS3.Progress;

namespace GrinToS3.Reporting;

/// <summary>The reports that every run has, whichever tool has written its file (spec: data-model 6.1).</summary>
public static class Reports
{
    /// <summary>What a failure says of itself, whichever tool noted it.</summary>
    private const string Reason =
        """
        CASE WHEN json_valid(metadata) THEN coalesce(json_extract(metadata, '$.error'), json_extract(metadata, '$.grin_response'),
            json_extract(metadata, '$.grin_convert_failed_info'), json_extract(metadata, '$.reason')) END
        """;

    private static readonly string NeverStored = $"NOT {StoredVolumes.Condition("b.barcode")}";

    /// <summary>All of them, in the order in which they are listed.</summary>
    public static IReadOnlyList<Report> All { get; } =
    [
        new("progress", "How far has the run come?", ["volumes", "enriched", "requested", "stored", "decrypted"],
            $"""
            SELECT count(*), count(nullif(enrichment_timestamp, '')), count(nullif(processing_request_timestamp, '')),
                {StoredVolumes.Count}, count(nullif(is_decrypted, 0))
            FROM books
            """),
        new("states", "How many volumes are in which of GRIN's states?", ["state", "volumes"],
            "SELECT coalesce(nullif(grin_state, ''), '(none)') AS state, count(*) FROM books GROUP BY state ORDER BY count(*) DESC, state"),
        new("requests-per-day", "How many conversions did GRIN accept on which day?", ["day", "requests"],
            "SELECT substr(processing_request_timestamp, 1, 10) AS day, count(*) FROM books WHERE processing_request_timestamp > '' GROUP BY day ORDER BY day"),
        new("stored-per-day", "How many volumes were stored on which day, and how many until then?", ["day", "volumes", "until_then"],
            $"""
            SELECT day, count(*), sum(count(*)) OVER (ORDER BY day) FROM (
                SELECT substr(min(h.timestamp), 1, 10) AS day FROM book_status_history h WHERE {StoredVolumes.Completed} GROUP BY h.barcode)
            GROUP BY day ORDER BY day
            """),
        new("latest-sync", "Of how many volumes is which the latest event of syncing?", ["event", "volumes"],
            """
            SELECT status_value, count(*) FROM (SELECT status_value, max(id) FROM book_status_history WHERE status_type = 'sync' GROUP BY barcode)
            GROUP BY status_value ORDER BY count(*) DESC, status_value
            """),
        new("activity", "What were the latest 100 events?", ["time", "barcode", "stage", "event", "reason"],
            $"SELECT timestamp, barcode, status_type, status_value, {Reason} FROM book_status_history ORDER BY id DESC LIMIT 100"),
        new("week", "How often did what happen within seven days?", ["stage", "event", "times", "latest"],
            """
            SELECT status_type, status_value, count(*), max(timestamp) FROM book_status_history WHERE timestamp >= date(?1, '-7 days')
            GROUP BY status_type, status_value ORDER BY status_type, status_value
            """),
        new("retry", "Which volumes failed and were never stored, and why?", ["barcode", "event", "time", "reason"],
            $"""
            SELECT b.barcode, status_value, timestamp, {Reason} FROM (
                SELECT barcode, status_value, timestamp, metadata, max(id) FROM book_status_history
                WHERE status_type = 'sync' AND status_value LIKE '%!_failed' ESCAPE '!' GROUP BY barcode) b
            WHERE {NeverStored} ORDER BY b.barcode
            """),
        new("refused", "Which volumes will GRIN not convert, and why?", ["barcode", "event", "time", "reason"],
            $"""
            SELECT barcode, status_value, timestamp, {Reason} FROM (
                SELECT barcode, status_value, timestamp, metadata, max(id) FROM book_status_history
                WHERE status_type = 'conversion' AND status_value IN ('unavailable', 'conversion_failed') GROUP BY barcode) ORDER BY barcode
            """),
        new("stuck", "Which volumes were requested more than seven days ago and are not stored?", ["barcode", "requested"],
            $"""
            SELECT barcode, processing_request_timestamp FROM books b
            WHERE processing_request_timestamp > '' AND processing_request_timestamp < date(?1, '-7 days') AND {NeverStored} ORDER BY 2, 1
            """),
        new("repaired", "Which volumes did repairs and adopting change, and why?", ["barcode", "stage", "time", "reason"],
            """
            SELECT barcode, status_type, timestamp, CASE WHEN json_valid(metadata) THEN coalesce(json_extract(metadata, '$.detail'), json_extract(metadata, '$.reason')) END
            FROM book_status_history WHERE status_value IN ('reopened', 'row_added') AND status_type IN ('sync', 'conversion', 'enrichment', 'marc_extraction', 'text_extraction', 'repair')
            ORDER BY id
            """),
        new("ready", "Which volumes does GRIN's inventory call converted, and are not stored?", ["barcode", "converted"],
            $"SELECT barcode, converted_date FROM books b WHERE grin_state = 'CONVERTED' AND {NeverStored} ORDER BY 2, 1"),
        new("not-stored", "Which volumes are not stored?", ["barcode", "state"],
            $"SELECT barcode, grin_state FROM books b WHERE {NeverStored} ORDER BY barcode"),
        new("not-enriched", "Which volumes lack GRIN's detailed metadata?", ["barcode"],
            "SELECT barcode FROM books WHERE coalesce(enrichment_timestamp, '') = '' ORDER BY barcode"),
        new("no-title", "Which volumes have no title, neither GRIN's nor MARC's?", ["barcode", "state"],
            "SELECT barcode, grin_state FROM books WHERE coalesce(title, '') = '' AND coalesce(marc_title, '') = '' ORDER BY barcode"),
        new("years", "How many volumes are from which year?", ["year", "volumes"],
            "SELECT marc_date_1, count(*) FROM books WHERE marc_date_1 GLOB '[0-9][0-9][0-9][0-9]' GROUP BY marc_date_1 ORDER BY marc_date_1"),
        new("languages", "How many volumes are in which language?", ["language", "volumes"],
            "SELECT marc_language, count(*) FROM books WHERE marc_language > '' GROUP BY marc_language ORDER BY count(*) DESC, marc_language"),
        new("largest", "Which 20 volumes have the most pages?", ["barcode", "pages"],
            """
            SELECT barcode, max(CASE WHEN json_valid(metadata) THEN CAST(json_extract(metadata, '$.page_count') AS INTEGER) END) AS pages
            FROM book_status_history WHERE status_type = 'text_extraction' AND status_value = 'completed' GROUP BY barcode ORDER BY pages DESC, barcode LIMIT 20
            """),
    ];

    /// <summary>A report by its name; null where there is none.</summary>
    /// <param name="name">The name.</param>
    public static Report? Find(string name) => All.FirstOrDefault(report => report.Name == name);
}
