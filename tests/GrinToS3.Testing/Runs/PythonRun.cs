using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using GrinToS3.Runs;
using Microsoft.Data.Sqlite;

namespace GrinToS3.Testing.Runs;

/// <summary>
/// A run's folder as the Python tool leaves it: configuration (spec: storage-config 3), summary, and a file whose volumes went the ways of data-model 5.2.
/// </summary>
public sealed class PythonRun : IDisposable
{
    private static readonly string[] Tasks = ["check", "download", "decrypt", "upload", "unpack", "extract_marc", "extract_ocr", "export_csv", "cleanup"];

    private readonly SqliteConnection _connection;
    private DateTime _clock = new(2025, 11, 3, 9, 0, 0, DateTimeKind.Utc);

    private PythonRun(RunDirectory directory)
    {
        Directory = directory;
        _connection = new SqliteConnection($"Data Source={directory.Database};Pooling=False;Foreign Keys=False");
        _connection.Open();
        Run("BEGIN");
    }

    public RunDirectory Directory { get; }

    /// <summary>Makes the folder; the storage's type and settings go into the configuration as they are.</summary>
    public static PythonRun Create(RunDirectory directory, string storageType, params (string Key, string? Value)[] storage)
    {
        System.IO.Directory.CreateDirectory(directory.Path);
        var run = directory.Name.Value;
        var sync = new JsonObject();
        foreach (var task in Tasks)
        {
            sync[$"task_{task}_concurrency"] = 4;
        }

        sync["staging_dir"] = null;
        sync["disk_space_threshold"] = 0.9;
        sync["compression_meta_enabled"] = true;
        sync["compression_full_enabled"] = true;
        var settings = new JsonObject();
        foreach (var (key, value) in storage)
        {
            settings[key] = value;
        }

        var config = new JsonObject
        {
            ["run_name"] = run,
            ["library_directory"] = "Example",
            ["output_directory"] = $"output/{run}",
            ["sqlite_db_path"] = $"output/{run}/books.db",
            ["storage_config"] = new JsonObject { ["type"] = storageType, ["protocol"] = StorageTypes.ProtocolOf(storageType), ["config"] = settings, ["prefix"] = "" },
            ["sync_config"] = sync,
            ["log_file"] = $"logs/grin_pipeline_{run}_20251103_090000.log",
            ["secrets_dir"] = null,
        };
        var indented = new JsonSerializerOptions { WriteIndented = true };
        File.WriteAllBytes(directory.Config, JsonSerializer.SerializeToUtf8Bytes(config, indented));
        var summary = new JsonObject { ["run_name"] = run, ["session_id"] = 1762160400, ["stages"] = new JsonObject() };
        File.WriteAllBytes(directory.ProcessSummary, JsonSerializer.SerializeToUtf8Bytes(summary, indented));
        PythonFile.CreateEmpty(directory.Database);
        return new PythonRun(directory);
    }

    /// <summary>A volume of the inventory.</summary>
    public PythonRun Book(string barcode, params (string Column, object? Value)[] columns)
    {
        (string, object?)[] all = [("barcode", barcode), ("title", "T"), ("google_books_link", ""), ("grin_state", "CONVERTED"), ("created_at", Now()), ("updated_at", Now())];
        var values = all.Where(one => columns.All(given => given.Column != one.Item1)).Concat(columns.Select(static one => (one.Column, one.Value))).ToList();
        using var insert = _connection.CreateCommand();
        insert.CommandText = $"INSERT INTO books ({string.Join(", ", values.Select(static one => one.Item1))}) VALUES ({string.Join(", ", values.Select(static (_, index) => $"${index}"))})";
        foreach (var (index, (_, value)) in values.Index())
        {
            insert.Parameters.AddWithValue($"${index}", value ?? DBNull.Value);
        }

        insert.ExecuteNonQuery();
        return this;
    }

    /// <summary>Events in their order, each <c>type value</c> or <c>type value metadata</c>; without a type it is <c>sync</c>.</summary>
    public PythonRun Events(string barcode, params string[] events)
    {
        foreach (var one in events)
        {
            var parts = one.Split(' ', 3);
            var isSync = parts.Length == 1 || parts[1].StartsWith('{');
            using var insert = _connection.CreateCommand();
            insert.CommandText = "INSERT INTO book_status_history (barcode, status_type, status_value, timestamp, metadata) VALUES ($b, $t, $v, $n, $m)";
            insert.Parameters.AddWithValue("$b", barcode);
            insert.Parameters.AddWithValue("$t", isSync ? "sync" : parts[0]);
            insert.Parameters.AddWithValue("$v", isSync ? parts[0] : parts[1]);
            insert.Parameters.AddWithValue("$n", Now());
            var metadata = isSync ? string.Join(' ', parts.Skip(1)) : parts.ElementAtOrDefault(2) ?? "";
            insert.Parameters.AddWithValue("$m", metadata is "" ? DBNull.Value : metadata);
            insert.ExecuteNonQuery();
        }

        return this;
    }

    /// <summary>The events of an attempt that stored a volume.</summary>
    public static string[] Stored(string etag, string path) =>
    [
        $$"""checked {"etag": "{{etag}}"}""", $$"""downloaded {"etag": "{{etag}}"}""", "decrypted", "unpacked", """marc_extraction completed {"field_count": 17}""",
        """text_extraction completed {"page_count": 12, "extraction_time_ms": 40}""", $$"""uploaded {"path": "{{path}}"}""", "completed",
    ];

    /// <summary>The events of an attempt whose upload failed, and which was called completed all the same.</summary>
    public static string[] NotUploaded(string etag) =>
    [
        $$"""checked {"etag": "{{etag}}"}""", $$"""downloaded {"etag": "{{etag}}"}""", "decrypted", "unpacked", """upload_failed {"error": "ClientError: SlowDown"}""",
        """marc_extraction completed {"field_count": 17}""", """text_extraction completed {"page_count": 12, "extraction_time_ms": 40}""", "completed",
    ];

    /// <summary>The columns of a volume that is stored.</summary>
    public static (string, object?)[] Columns(string etag, string path) =>
    [
        ("encrypted_etag", etag), ("storage_path", path), ("is_decrypted", 1), ("sync_timestamp", "2025-11-03T09:00:00+00:00"),
        ("last_etag_check", "2025-11-03T09:00:00+00:00"), .. Marc("s", "1887", "eng"),
    ];

    /// <summary>The columns of a MARC record.</summary>
    public static (string, object?)[] Marc(string? dateType, string? year, string? language) =>
        [("marc_extraction_timestamp", "2025-11-03T09:00:00+00:00"), ("marc_date_type", dateType), ("marc_date_1", year), ("marc_language", language), ("marc_title", "M")];

    /// <summary>Closes the file, as the end of the tool does.</summary>
    public void Dispose()
    {
        Run("COMMIT");
        _connection.Dispose();
    }

    private void Run(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private string Now()
    {
        _clock = _clock.AddSeconds(1);
        return _clock.ToString("yyyy-MM-dd'T'HH:mm:ss'+00:00'", CultureInfo.InvariantCulture);
    }
}
