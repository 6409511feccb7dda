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

    /// <summary>
    /// The last event of eight days ago, found by halving: history is only ever added to, so its ids are in the order of time but for what several writers, or a clock that
    /// was set, disorder; for that is the eighth day.
    /// </summary>
    private const string Halving =
        """
        before (id, step) AS (
            SELECT 0, 1 << 40 UNION ALL
            SELECT id + iif((SELECT timestamp < date(?1, '-8 days') FROM book_status_history e WHERE e.id >= before.id + step ORDER BY e.id LIMIT 1), step, 0), step / 2
            FROM before WHERE step > 0)
        """;

    /// <summary>The events that syncing has: a look into an index for each, not for each time that it happened.</summary>
    private const string EventNames =
        """
        events (event) AS (
            SELECT min(status_value) FROM book_status_history WHERE status_type = 'sync' UNION ALL
            SELECT (SELECT min(status_value) FROM book_status_history WHERE status_type = 'sync' AND status_value > event) FROM events WHERE event IS NOT NULL)
        """;

    private const string HasPages = "status_type = 'text_extraction' AND status_value = 'completed' AND instr(metadata, '\"page_count\":') > 0";

    private static readonly string Pages = PagesOf("metadata");

    private static readonly string NeverStored = $"NOT {StoredVolumes.Condition("b.barcode")}";

    private const string RequestedLongAgo = "processing_request_timestamp > '' AND processing_request_timestamp < date(?1, '-7 days')";

    /// <summary>All of them, in the order in which they are listed.</summary>
    public static IReadOnlyList<Report> All { get; } =
    [
        new("progress", "How far has the run come?", ["volumes", "enriched", "requested", "stored", "decrypted"],
            ProgressOf(StoredVolumes.Count)) { Counted = (SyncEvents.Table, ProgressOf(StoredVolumes.CountKept)) },
        new("states", "How many volumes are in which of GRIN's states?", ["state", "volumes"],
            """
            SELECT coalesce(nullif(grin_state, ''), '(none)') AS state, sum(volumes) FROM (SELECT grin_state, count(*) AS volumes FROM books GROUP BY grin_state)
            GROUP BY state ORDER BY 2 DESC, 1
            """),
        new("requests-per-day", "How many conversions did GRIN accept on which day?", ["day", "requests"],
            "SELECT substr(processing_request_timestamp, 1, 10) AS day, count(*) FROM books WHERE processing_request_timestamp > '' GROUP BY day ORDER BY day"),
        new("stored-per-day", "How many volumes were stored on which day, and how many until then?", ["day", "volumes", "until_then"],
            $"""
            WITH several AS MATERIALIZED (
                SELECT barcode FROM book_status_history WHERE status_type = 'sync' AND status_value = 'completed' GROUP BY barcode HAVING count(*) > 1
                UNION SELECT barcode FROM book_status_history WHERE status_type = 'sync' AND status_value = 'reopened'),
            days (day, volumes) AS (
                SELECT substr(timestamp, 1, 10), count(*) FROM book_status_history
                WHERE status_type = 'sync' AND status_value = 'completed' GROUP BY substr(timestamp, 1, 10)
                UNION ALL
                SELECT substr(h.timestamp, 1, 10), -1 FROM several s CROSS JOIN book_status_history h
                WHERE h.barcode = s.barcode AND h.status_type = 'sync' AND h.status_value = 'completed'
                UNION ALL
                SELECT substr(min(h.timestamp), 1, 10), 1 FROM several s CROSS JOIN book_status_history h WHERE h.barcode = s.barcode AND {StoredVolumes.Completed} GROUP BY h.barcode)
            SELECT day, sum(volumes), sum(sum(volumes)) OVER (ORDER BY day) FROM days GROUP BY day HAVING sum(volumes) > 0 ORDER BY day
            """),
        new("latest-sync", "Of how many volumes is which the latest event of syncing?", ["event", "volumes"],
            $"{SyncEvents.LatestOfEach} ORDER BY 2 DESC, 1") { Counted = (SyncEvents.Table, $"{SyncEvents.Latest} ORDER BY 2 DESC, 1") },
        new("activity", "What were the latest 100 events?", ["time", "barcode", "stage", "event", "reason"],
            $"SELECT timestamp, barcode, status_type, status_value, {Reason} FROM book_status_history ORDER BY id DESC LIMIT 100"),
        new("week", "How often did what happen within seven days?", ["stage", "event", "times", "latest"],
            $"""
            WITH RECURSIVE {Halving}
            SELECT status_type, status_value, count(*), max(timestamp) FROM book_status_history
            WHERE id > (SELECT max(id) FROM before) AND timestamp >= date(?1, '-7 days')
            GROUP BY +status_type, +status_value ORDER BY status_type, status_value
            """),
        new("retry", "Which volumes failed and were never stored, and why?", ["barcode", "event", "time", "reason"],
            $"""
            WITH RECURSIVE {EventNames}
            SELECT b.barcode, status_value, timestamp, {Reason} FROM (
                SELECT barcode, status_value, timestamp, metadata, max(id) FROM book_status_history
                WHERE status_type = 'sync' AND status_value IN (SELECT event FROM events WHERE event LIKE '%!_failed' ESCAPE '!') GROUP BY barcode) b
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
            SELECT barcode, processing_request_timestamp FROM ({StoredVolumes.OthersOf($"SELECT barcode FROM books WHERE {RequestedLongAgo}")}) CROSS JOIN books USING (barcode)
            WHERE {RequestedLongAgo} ORDER BY 2, 1
            """),
        new("repaired", "Which volumes did repairs and adopting change, and why?", ["barcode", "stage", "time", "reason"],
            """
            SELECT barcode, status_type, timestamp, CASE WHEN json_valid(metadata) THEN coalesce(json_extract(metadata, '$.detail'), json_extract(metadata, '$.reason')) END
            FROM book_status_history WHERE status_value IN ('reopened', 'row_added') AND status_type IN ('sync', 'conversion', 'enrichment', 'marc_extraction', 'text_extraction', 'repair')
            ORDER BY id
            """),
        new("ready", "Which volumes does GRIN's inventory call converted, and are not stored?", ["barcode", "converted"],
            $"""
            SELECT barcode, converted_date FROM (
                SELECT books.rowid AS number FROM ({StoredVolumes.Others}) CROSS JOIN books USING (barcode)
                INTERSECT SELECT rowid FROM books WHERE grin_state = 'CONVERTED' ORDER BY 1 LIMIT -1)
            CROSS JOIN books ON books.rowid = number ORDER BY 2, 1
            """),
        new("not-stored", "Which volumes are not stored?", ["barcode"], StoredVolumes.Others),
        new("not-enriched", "Which volumes lack GRIN's detailed metadata?", ["barcode"],
            """
            SELECT barcode FROM books WHERE (SELECT count(*) FROM books) > (SELECT count(*) FROM books WHERE enrichment_timestamp > '')
                AND rowid NOT IN (SELECT rowid FROM books WHERE enrichment_timestamp > '') ORDER BY barcode
            """),
        new("no-title", "Which volumes have no title, neither GRIN's nor MARC's?", ["barcode", "state"],
            "SELECT barcode, grin_state FROM books WHERE coalesce(title, '') = '' AND coalesce(marc_title, '') = '' ORDER BY barcode"),
        new("years", "How many volumes are from which year?", ["year", "volumes"],
            "SELECT marc_date_1, count(*) FROM books WHERE marc_date_1 > '' AND marc_date_1 GLOB '[0-9][0-9][0-9][0-9]' GROUP BY marc_date_1 ORDER BY marc_date_1"),
        new("languages", "How many volumes are in which language?", ["language", "volumes"],
            "SELECT marc_language, count(*) FROM books WHERE marc_language > '' GROUP BY marc_language ORDER BY count(*) DESC, marc_language"),
        new("largest", "Which 20 volumes have the most pages?", ["barcode", "pages"],
            $"""
            SELECT barcode, {Pages} AS pages FROM book_status_history h
            WHERE {HasPages} AND NOT EXISTS (
                SELECT 1 FROM book_status_history o WHERE o.barcode = h.barcode AND o.status_type = 'text_extraction' AND o.status_value = 'completed' AND o.id <> h.id
                    AND ({PagesOf("o.metadata")}, -o.id) > ({PagesOf("h.metadata")}, -h.id))
            ORDER BY status_type, status_value, {Pages} DESC, barcode LIMIT 20
            """),
    ];

    private static string ProgressOf(string stored) =>
        $"""
        SELECT count(*), (SELECT count(*) FROM books WHERE enrichment_timestamp > ''), (SELECT count(*) FROM books WHERE processing_request_timestamp > ''),
            {stored}, count(nullif(is_decrypted, 0))
        FROM books
        """;

    /// <summary>The number of pages in an event's metadata, as the index has it: without JSON, which not every SQLite that writes to the file knows.</summary>
    private static string PagesOf(string metadata) => $"CAST(substr({metadata}, instr({metadata}, '\"page_count\":') + 13) AS INTEGER)";

    /// <summary>A report by its name; null where there is none.</summary>
    /// <param name="name">The name.</param>
    public static Report? Find(string name) => All.FirstOrDefault(report => report.Name == name);
}
