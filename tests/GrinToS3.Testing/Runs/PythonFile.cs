using Microsoft.Data.Sqlite;

namespace GrinToS3.Testing.Runs;

/// <summary>A file as the Python tool makes it: its tables typed from data-model 3, 4, 5 and 11, 4096-byte pages, WAL.</summary>
public static class PythonFile
{
    public static readonly string[] BookColumnsByTable =
    [
        "barcode", "title", "scanned_date", "converted_date", "downloaded_date", "processed_date", "analyzed_date", "ocr_date",
        "google_books_link", "processing_request_timestamp", "grin_state", "grin_viewability", "grin_opted_out", "grin_conditions",
        "grin_scannable", "grin_tagging", "grin_audit", "grin_material_error_percent", "grin_overall_error_percent", "grin_claimed",
        "grin_ocr_analysis_score", "grin_ocr_gtd_score", "grin_digitization_method", "grin_check_in_date", "grin_source_library_bibkey",
        "grin_rubbish", "grin_allow_download_updated_date", "grin_viewability_updated_date", "enrichment_timestamp", "marc_control_number",
        "marc_date_type", "marc_date_1", "marc_date_2", "marc_language", "marc_lccn", "marc_lc_call_number", "marc_isbn",
        "marc_oclc_numbers", "marc_title", "marc_title_remainder", "marc_author_personal", "marc_author_corporate", "marc_author_meeting",
        "marc_subjects", "marc_genres", "marc_general_note", "marc_extraction_timestamp", "storage_path", "last_etag_check",
        "encrypted_etag", "is_decrypted", "sync_timestamp", "created_at", "updated_at",
    ];

    /// <summary>Lines of <c>PRAGMA table_info</c>: name, type, not null, default, place in the key.</summary>
    public static readonly Dictionary<string, string[]> Tables = new()
    {
        ["books"] = [.. BookColumnsByTable.Select(column => column switch
        {
            "barcode" => "barcode|TEXT|0|NULL|1",
            "is_decrypted" => "is_decrypted|BOOLEAN|0|FALSE|0",
            "created_at" or "updated_at" => $"{column}|TEXT|1|NULL|0",
            _ => $"{column}|TEXT|0|NULL|0",
        })],
        ["processed"] = ["barcode|TEXT|0|NULL|1", "timestamp|TEXT|1|NULL|0", "session_id|INTEGER|1|NULL|0"],
        ["failed"] = ["barcode|TEXT|0|NULL|1", "timestamp|TEXT|1|NULL|0", "session_id|INTEGER|1|NULL|0", "error_message|TEXT|0|NULL|0"],
        ["book_status_history"] =
        [
            "id|INTEGER|0|NULL|1", "barcode|TEXT|1|NULL|0", "status_type|TEXT|1|NULL|0", "status_value|TEXT|1|NULL|0",
            "timestamp|TEXT|1|NULL|0", "session_id|TEXT|0|NULL|0", "metadata|TEXT|0|NULL|0",
        ],
    };

    public static readonly Dictionary<string, string> Indexes = new()
    {
        ["idx_books_grin_state"] = "books|grin_state",
        ["idx_processed_session"] = "processed|session_id",
        ["idx_failed_session"] = "failed|session_id",
        ["idx_status_history_type"] = "book_status_history|status_type",
        ["idx_status_history_sync_completed"] = "book_status_history|status_type,status_value,barcode",
    };

    /// <summary>A file with a volume, and an event of a volume that has no row.</summary>
    public static void Create(string path)
    {
        CreateEmpty(path);
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False;Foreign Keys=False");
        connection.Open();
        Run(connection, "INSERT INTO books (barcode, title, grin_state, created_at, updated_at) VALUES ('py1', 'Größe', 'CONVERTED', 'c', 'u')");
        Run(connection, "INSERT INTO processed VALUES ('py1', 't', 1767636368)");
        Run(connection, "INSERT INTO book_status_history (barcode, status_type, status_value, timestamp) VALUES ('unknown', 'sync', 'completed', 't')");
    }

    /// <summary>A file with the tables alone.</summary>
    public static void CreateEmpty(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False;Foreign Keys=False");
        connection.Open();
        Run(connection, "PRAGMA page_size=4096; PRAGMA journal_mode=WAL");
        foreach (var (table, columns) in Tables)
        {
            Run(connection, $"CREATE TABLE IF NOT EXISTS {table} ({string.Join(", ", columns.Select(Definition))})");
        }

        foreach (var (index, on) in Indexes)
        {
            Run(connection, $"CREATE INDEX IF NOT EXISTS {index} ON {on.Replace("|", "(", StringComparison.Ordinal)})");
        }
    }

    private static string Definition(string line)
    {
        var parts = line.Split('|');
        var key = parts[4] == "0" ? "" : parts[0] == "id" ? " PRIMARY KEY AUTOINCREMENT" : " PRIMARY KEY";
        return $"{parts[0]} {parts[1]}{key}{(parts[2] == "1" ? " NOT NULL" : "")}{(parts[3] == "NULL" ? "" : $" DEFAULT {parts[3]}")}";
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
