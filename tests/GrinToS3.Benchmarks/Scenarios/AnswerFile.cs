using Microsoft.Data.Sqlite;

namespace GrinToS3.Benchmarks.Scenarios;

/// <summary>
/// A progress file as years leave it: of 20 volumes 15 are stored with eight events each, one was refused by GRIN and four are not offered; all are enriched.
/// The sessions end at this moment.
/// </summary>
internal static class AnswerFile
{
    // Of each 20, by number: what GRIN's state of StoredBooks fits.
    private const string IsStored = "i % 20 NOT IN (14, 15, 17, 18, 19)";

    private const string Sessions =
        """
        INSERT INTO sessions (workflow, started_at, finished_at, ended)
        WITH RECURSIVE n (i) AS (SELECT 300 UNION ALL SELECT i - 1 FROM n WHERE i > 1)
        SELECT iif(i % 3, 'Sync', 'Enrich'), strftime('%Y-%m-%dT03:00:00.000000+00:00', 'now', -i || ' days'), strftime('%Y-%m-%dT23:00:00.000000+00:00', 'now', -i || ' days'), 'complete' FROM n;
        INSERT INTO listings (list, mode, page_size, started_at, finished_at, ended)
        VALUES ('_all_books', 'insert', 10000, '2026-01-05T18:00:00.000000+00:00', '2026-01-05T19:40:00.000000+00:00', 'complete');
        INSERT INTO listing_pages
        SELECT 1, (b.rowid - 1) / 10000, printf('_all_books/1/%06d', (b.rowid - 1) / 10000), 'https://books.google.com/', NULL, count(*), 0, count(*), 0, '2026-01-05T19:00:00.000000+00:00'
        FROM books b GROUP BY (b.rowid - 1) / 10000;
        """;

    // The events of a volume stand together, as its batch has written them, and all of them spread over 300 days.
    private const string History =
        """
        WITH events (stage, event, metadata) AS (VALUES
            ('conversion', 'requested', '{"conversion_status":"requested","request_count":200,"grin_response":"Success"}'), ('sync', 'checked', '{"etag":"'), ('sync', 'downloaded', '{"etag":"'),
            ('sync', 'decrypted', NULL), ('sync', 'unpacked', NULL), ('sync', 'uploaded', '{"path":"lib-raw/main/'), ('text_extraction', 'completed', '{"page_count":'),
            ('marc_extraction', 'completed', '{"field_count":18}'), ('sync', 'completed', NULL))
        INSERT INTO book_status_history (barcode, status_type, status_value, timestamp, session_id, metadata)
        SELECT b.barcode, e.stage, e.event,
            strftime('%Y-%m-%dT%H:%M:%f000+00:00', 'now', -(300.0 - 300.0 * b.rowid / $rows) || ' days'), '' || (1 + 299 * b.rowid / $rows),
            CASE WHEN e.metadata LIKE '{"etag%' THEN e.metadata || b.encrypted_etag || '"}' WHEN e.metadata LIKE '{"path%' THEN e.metadata || b.barcode || '.tar.gz"}'
                WHEN e.metadata LIKE '{"page%' THEN e.metadata || (40 + b.rowid * 7919 % 900) || ',"extraction_time_ms":' || (100 + b.rowid % 700) || '}' ELSE e.metadata END
        FROM books b CROSS JOIN events e WHERE b.storage_path > '' AND (e.stage <> 'conversion' OR b.processing_request_timestamp > '')
        """;

    private const string States =
        """
        INSERT INTO book_status_history (barcode, status_type, status_value, timestamp, session_id, metadata)
        SELECT barcode, 'conversion', 'unavailable', strftime('%Y-%m-%dT%H:%M:%f000+00:00', 'now', '-2 days'), '290', '{"conversion_status":"unavailable","grin_response":"Not allowed to be downloaded"}'
        FROM books WHERE storage_path IS NULL AND grin_state = 'PREVIOUSLY_DOWNLOADED';
        INSERT INTO volume_states (barcode, stage, state, attempts, error, updated_at)
        WITH stages (stage, state) AS (VALUES ('conversion', 'requested'), ('enrichment', 'enriched'), ('marc', 'done'), ('sync', 'stored'), ('text', 'done'))
        SELECT b.barcode, s.stage, iif(b.storage_path IS NULL AND s.stage = 'conversion', 'refused', s.state), 1, iif(b.storage_path IS NULL AND s.stage = 'conversion', 'Not allowed to be downloaded', NULL), b.updated_at
        FROM (SELECT * FROM books ORDER BY barcode) b CROSS JOIN stages s
        WHERE s.stage = 'enrichment' OR (s.stage = 'conversion' AND (b.processing_request_timestamp > '' OR (b.storage_path IS NULL AND b.grin_state = 'PREVIOUSLY_DOWNLOADED')))
            OR (s.stage NOT IN ('enrichment', 'conversion') AND b.storage_path > '');
        INSERT INTO artifacts (barcode, kind, place, size, etag, sha256, source_etag, created_at)
        WITH kinds (kind, place) AS (VALUES ('archive', 'lib-raw/main/'), ('manifest', 'lib-full/main/manifest/'), ('text', 'lib-full/main/text/'))
        SELECT b.barcode, k.kind, k.place || b.barcode, 90000000, hex(b.barcode), hex(b.barcode || b.barcode), b.encrypted_etag, b.sync_timestamp
        FROM (SELECT * FROM books WHERE storage_path > '' ORDER BY barcode) b CROSS JOIN kinds k;
        INSERT INTO sync_events (event, latest, ever)
        SELECT e.event, iif(e.event = 'completed', n.volumes, 0), n.volumes FROM (SELECT count(*) AS volumes FROM books WHERE storage_path > '') n
            CROSS JOIN (SELECT 'checked' AS event UNION SELECT 'downloaded' UNION SELECT 'decrypted' UNION SELECT 'unpacked' UNION SELECT 'uploaded' UNION SELECT 'completed') e;
        INSERT INTO archive_versions (barcode, listed_date) SELECT barcode, converted_date FROM books WHERE storage_path > '' AND converted_date > '' ORDER BY barcode;
        INSERT INTO grin_lists (list, barcode, session, stem, date)
        SELECT '_converted', barcode, 300, barcode, converted_date FROM (SELECT barcode, converted_date FROM books WHERE storage_path > '' ORDER BY rowid DESC LIMIT $rows / 25);
        """;

    /// <summary>What lies before a sync that has a hard time: what is ready and in process, 5,000 volumes that failed three times, and what a repair reopened.</summary>
    private const string Trouble =
        """
        INSERT OR REPLACE INTO grin_lists (list, barcode, session, stem, date)
        SELECT iif(rowid % 3, '_in_process', '_converted'), barcode, 300, barcode, '2026/11/01 12:00' FROM (SELECT rowid, barcode FROM books WHERE storage_path IS NULL ORDER BY rowid DESC LIMIT $rows * 3 / 40);
        CREATE TEMP TABLE trouble AS SELECT barcode FROM grin_lists WHERE list = '_converted' AND date = '2026/11/01 12:00' LIMIT $rows / 200;
        INSERT INTO book_status_history (barcode, status_type, status_value, timestamp, session_id, metadata)
        SELECT barcode, 'sync', iif(i % 2, 'download_failed', 'unpack_failed'), strftime('%Y-%m-%dT%H:%M:%f000+00:00', 'now', (i - 3) || ' hours'), '300', '{"error":"ChecksumMismatch: 00000012.txt differs from checksum.md5"}'
        FROM (SELECT 1 AS i UNION SELECT 2 UNION SELECT 3) CROSS JOIN trouble;
        INSERT OR REPLACE INTO volume_states (barcode, stage, state, attempts, error_kind, error, next_attempt_at, updated_at)
        SELECT barcode, 'sync', 'failed', 3, 'ChecksumMismatch', '00000012.txt differs from checksum.md5', NULL, '2026-11-01T12:00:00.000000+00:00' FROM trouble;
        CREATE TEMP TABLE reopened AS SELECT barcode FROM books WHERE storage_path > '' ORDER BY rowid LIMIT $rows / 500;
        INSERT INTO book_status_history (barcode, status_type, status_value, timestamp, session_id, metadata)
        SELECT barcode, iif(rowid % 2, 'sync', 'text_extraction'), 'reopened', strftime('%Y-%m-%dT%H:%M:%f000+00:00', 'now'), NULL, '{"reason":"file_missing","detail":"its file is missing"}' FROM reopened;
        UPDATE volume_states SET state = 'reopened' WHERE stage = 'text' AND barcode IN (SELECT barcode FROM reopened WHERE rowid % 2 = 0);
        """;

    /// <summary>Makes the file of a run that has finished.</summary>
    public static void Fill(string database, int rows)
    {
        StoredBooks.Fill(database, rows, IsStored);
        Execute(database, rows, connection =>
        {
            // Made anew at the end: to keep them up to date row by row would take most of the time.
            const string made = "FROM sqlite_master WHERE type IN ('index', 'trigger') AND tbl_name = 'book_status_history' AND sql IS NOT NULL ORDER BY name";
            return [Sessions, .. Texts(connection, $"SELECT 'DROP ' || type || ' ' || name {made}"), History, States, .. Texts(connection, $"SELECT sql {made}")];
        });
    }

    /// <summary>Adds what goes wrong.</summary>
    public static void AddTrouble(string database, int rows) => Execute(database, rows, static _ => [Trouble]);

    private static void Execute(string database, int rows, Func<SqliteConnection, IReadOnlyList<string>> scripts)
    {
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False;Default Timeout=600");
        connection.Open();
        using var command = connection.CreateCommand();
        foreach (var sql in (IEnumerable<string>)["PRAGMA foreign_keys=OFF", "PRAGMA cache_size=-200000", .. scripts(connection)])
        {
            command.CommandText = sql;
            command.Parameters.Clear();
            command.Parameters.AddWithValue("$rows", rows);
            command.ExecuteNonQuery();
        }
    }

    private static List<string> Texts(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var texts = new List<string>();
        while (reader.Read())
        {
            texts.Add(reader.GetString(0));
        }

        return texts;
    }
}
