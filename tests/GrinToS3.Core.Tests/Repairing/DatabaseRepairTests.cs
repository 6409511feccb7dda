using System.Security.Cryptography;
using GrinToS3.Explaining;
using GrinToS3.Objects;
using GrinToS3.Progress;
using GrinToS3.Runs;
using GrinToS3.Testing;
using GrinToS3.Testing.Runs;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace GrinToS3.Repairing;

/// <summary>A file of the Python tool with each defect of the spec (data-model 10, gaps 1 and 6), beside volumes that look alike and are sound.</summary>
public sealed class DatabaseRepairTests : IDisposable
{
    private const string Reconciled = """completed {"reason": "skip_found_in_storage_not_grin", "reconciled_from_storage": true}""";

    private static readonly string[] Expected =
    [
        "ANSWER1 conversion_open", "ANSWER2 conversion_open", "ANSWER3 conversion_open", "CHANGED upload_missing", "CUT storing_unfinished", "DECRYPT storing_unfinished",
        "EMPTY file_missing", "ENRICH1 enrichment_empty", "GONE file_missing", "MARC1 marc_incomplete", "MARC2 marc_incomplete", "MARC3 marc_incomplete", "NOROW row_missing",
        "NOROW marc_incomplete", "TEXT1 text_missing", "UNPACK marc_incomplete", "UNPACK text_missing", "UPLOAD upload_missing",
    ];

    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 5, 18, 6, 8, TimeSpan.Zero));
    private readonly RunDirectory _run;

    public DatabaseRepairTests()
    {
        Assert.True(RunName.TryParse("run1", out var name, out _));
        _run = new RunDirectory(_folder["output"], name);
    }

    [Fact]
    public void Run_NamesEachVolumeWithItsReason_AndASecondRunChangesNothing()
    {
        Write(local: true);
        var history = Rows("SELECT * FROM book_status_history ORDER BY id");

        var (result, found) = Repair();

        Assert.Equal(Expected.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
        Assert.Equal(Expected.Length, result.Total);
        Assert.Equal(found, File.ReadLines(result.File!).Select(static line => string.Join(' ', line.Split('\t')[..2])));
        Assert.Equal(found, Rows("SELECT barcode || ' ' || json_extract(metadata, '$.reason') FROM book_status_history WHERE session_id = '1' ORDER BY id"));
        Assert.Equal(history, Rows("SELECT * FROM book_status_history ORDER BY id")[..history.Count]);
        var before = State();

        var (second, none) = Repair();

        // In the same second: what the first found stays.
        Assert.Equal((0, null, 0), (second.Total, second.File, none.Count));
        Assert.Equal(Expected.Length, File.ReadLines(result.File!).Count());
        Assert.Equal(before, State());
    }

    [Fact]
    public void Examine_NamesTheSame_AndChangesNothing()
    {
        Write(local: true);
        var before = State();
        var found = new List<string>();

        var result = Of(local: true).Examine(finding => found.Add($"{finding.Barcode} {finding.ReasonName}"), default);

        Assert.Equal(Expected.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
        Assert.Equal((Expected.Length, null), (result.Total, result.File));
        Assert.Equal(before, State());
    }

    [Fact]
    public void Run_ClearsWhatIsNotSo_AndHistoryKeepsWhatWasThere()
    {
        Write(local: true);

        Repair();

        string Columns(string barcode) => Rows($"SELECT encrypted_etag, storage_path, is_decrypted, sync_timestamp FROM books WHERE barcode = '{barcode}'").Single();
        Assert.All(["UPLOAD", "CHANGED", "GONE", "EMPTY", "CUT", "DECRYPT"], barcode => Assert.Equal("NULL|NULL|0|NULL", Columns(barcode)));
        Assert.Equal($"e1|{PathOf("SOUND")}|1|2025-11-03T09:00:00+00:00", Columns("SOUND"));
        Assert.Equal($"e4|{PathOf("NOROW")}|1", Rows("SELECT encrypted_etag, storage_path, is_decrypted FROM books WHERE barcode = 'NOROW'").Single());
        Assert.Equal(
            ["e1|" + PathOf("GONE")],
            Rows("SELECT json_extract(metadata, '$.encrypted_etag'), json_extract(metadata, '$.storage_path') FROM book_status_history WHERE barcode = 'GONE' AND status_value = 'reopened'"));
        Assert.Equal(["ENRICH1", "ENRICH3"], Rows("SELECT barcode FROM books WHERE barcode LIKE 'ENRICH%' AND enrichment_timestamp IS NULL ORDER BY barcode"));
        Assert.Equal(
            ["MARC1", "MARC2", "MARC3", "NOROW", "UNPACK"], Rows("SELECT barcode FROM volume_states WHERE stage = 'marc' AND state = 'reopened' ORDER BY barcode"));
        Assert.Equal(["TEXT1", "UNPACK"], Rows("SELECT barcode FROM volume_states WHERE stage = 'text' AND state = 'reopened' ORDER BY barcode"));
    }

    /// <summary>Counts, reports and explanations agree on what is stored.</summary>
    [Fact]
    public void Run_MakesVolumesCountAsNotStored()
    {
        Write(local: true);
        string[] reopened = ["CHANGED", "EMPTY", "GONE", "UPLOAD"];
        var completed = Rows("SELECT DISTINCT barcode FROM book_status_history WHERE status_type = 'sync' AND status_value = 'completed' ORDER BY barcode");

        Repair();

        using var reader = ProgressReader.Open(_run.Database);
        var stored = completed.Except(reopened).ToList();
        Assert.Equal(stored.Count, reader.Counts().Synced);
        Assert.Equal(stored, completed.Where(barcode => reader.Facts(barcode).IsStored));
        Assert.All(reopened, barcode => Assert.NotEqual(NextStepKind.None, NextStep.Of(reader.Facts(barcode), _clock.GetUtcNow()).Kind));
        List<string?> Report(string name)
        {
            var rows = new List<string?>();
            reader.Read(Reporting.Reports.Find(name)!, _clock.GetUtcNow(), row => rows.Add(row[0]));
            return rows;
        }

        Assert.Empty(stored.Intersect(Report("not-stored")!));
        Assert.Subset(Report("not-stored").ToHashSet(), reopened.ToHashSet<string?>());
        Assert.Equal(Expected.Length, Report("repaired").Count);
    }

    /// <summary>The Python tool opens the file, and finds its own rows.</summary>
    [Fact]
    public void Run_LeavesAFileThatPythonsSqliteWrites()
    {
        Write(local: true);
        Repair();
        const string script =
            """
            import sqlite3, sys
            c = sqlite3.connect(sys.argv[1], timeout=5)
            c.execute("PRAGMA journal_mode=WAL")
            c.execute("INSERT INTO book_status_history (barcode, status_type, status_value, timestamp) VALUES ('UPLOAD', 'sync', 'completed', 't')")
            c.commit(); print(c.execute("PRAGMA integrity_check").fetchone()[0]); c.close()
            """;

        Assert.Equal("ok", Python.Run(script, _run.Database).Trim());

        // It called it completed once more, and again nothing was uploaded.
        Assert.Equal(["UPLOAD upload_missing"], Repair().Found);
    }

    [Fact]
    public void Run_LooksAtNoFiles_IfStorageIsABucket()
    {
        Write(local: false);

        var (_, found) = Repair(local: false);

        string[] ofFiles = ["CUT storing_unfinished", "DECRYPT storing_unfinished", "EMPTY file_missing", "GONE file_missing"];
        Assert.Equal(Expected.Except(ofFiles).Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
        // Its first version was uploaded and is still there.
        Assert.Equal([$"e9|{PathOf("CHANGED")}|1"], Rows("SELECT encrypted_etag, storage_path, is_decrypted FROM books WHERE barcode = 'CHANGED'"));
    }

    [Fact]
    public void Run_RefusesAndChangesNothing_IfMostFilesAreMissing()
    {
        Write(local: true);
        Directory.Move(_folder["storage"], _folder["unmounted"]);
        var before = State();

        var problem = Assert.Throws<StorageException>(() => Repair());

        Assert.Contains("is the disk there?", problem.Message, StringComparison.Ordinal);
        Assert.Equal(before, State());
        Assert.Contains("SOUND file_missing", Repair(acceptMissing: true).Found);
    }

    /// <summary>Ended after any page, the next repair does the rest, and no volume twice.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(15)]
    public void Run_GoesOn_WhereOneEndedEarly(int after)
    {
        Write(local: true);
        using var stop = new CancellationTokenSource();
        var first = new List<string>();
        Assert.Throws<OperationCanceledException>(() => Of(local: true).Run(
            "host",
            withBackup: false,
            finding =>
            {
                first.Add($"{finding.Barcode} {finding.ReasonName}");
                if (first.Count == after)
                {
                    stop.Cancel();
                }
            },
            stop.Token));

        var (_, rest) = Repair();

        Assert.Equal(Expected.Order(StringComparer.Ordinal), first.Concat(rest).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Run_FindsAllInPages_AndHasACopyOfTheFileBefore()
    {
        using (var run = PythonRun.Create(_run, "s3", ("bucket_raw", "raw"), ("bucket_meta", "meta"), ("bucket_full", "full")))
        {
            foreach (var number in Enumerable.Range(0, 2300))
            {
                run.Book($"B{number:0000}").Events($"B{number:0000}", number % 2 == 0 ? PythonRun.NotUploaded("e") : PythonRun.Stored("e", "p"));
            }
        }

        var result = Of(local: false).Run("host", withBackup: true, static _ => { }, default);

        Assert.Equal((1150, 1150), (result.Found[RepairReason.UploadMissing], File.ReadLines(result.File!).Count(static line => line.Contains("upload_missing", StringComparison.Ordinal))));
        Assert.Equal(0, long.Parse(Rows("PRAGMA user_version", result.Backup)[0], null));
        Assert.Equal(0, Repair(local: false).Result.Total);
    }

    public void Dispose() => _folder.Dispose();

    private string PathOf(string barcode) => _folder[$"storage/raw/{barcode}/{barcode}.tar.gz"];

    private void Write(bool local)
    {
        using var run = local
            ? PythonRun.Create(_run, "local", ("base_path", _folder["storage"]))
            : PythonRun.Create(_run, "s3", ("bucket_raw", "raw"), ("bucket_meta", "meta"), ("bucket_full", "full"));
        void Place(string barcode, int bytes)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(PathOf(barcode))!);
            File.WriteAllBytes(PathOf(barcode), new byte[bytes]);
        }

        void Stored(string barcode, string etag = "e1", int? bytes = 10, params string[] more)
        {
            run.Book(barcode, PythonRun.Columns(etag, PathOf(barcode))).Events(barcode, [.. PythonRun.Stored("e1", PathOf(barcode)), .. more]);
            if (bytes is { } size)
            {
                Place(barcode, size);
            }
        }

        foreach (var sound in Enumerable.Range(1, 8))
        {
            Stored($"SOUND{sound}");
        }

        Stored("SOUND");
        Place("MOVED", 10);
        run.Book("MOVED", PythonRun.Columns("e1", "/app/data/raw/MOVED/MOVED.tar.gz")).Events("MOVED", PythonRun.Stored("e1", "/app/data/raw/MOVED/MOVED.tar.gz"));
        Stored("SKIPPED", more: ["checked", "skipped"], bytes: 10);
        Stored("RECONCILED", more: ["check_failed", Reconciled]);
        Place("RETRIED", 10);
        run.Book("RETRIED", PythonRun.Columns("e1", PathOf("RETRIED"))).Events("RETRIED", [.. PythonRun.NotUploaded("e1"), .. PythonRun.Stored("e1", PathOf("RETRIED"))]);
        run.Book("UPLOAD", [("encrypted_etag", "e2"), .. PythonRun.Marc("s", "1900", "eng")]).Events("UPLOAD", PythonRun.NotUploaded("e2"));
        Stored("CHANGED", "e9", more: PythonRun.NotUploaded("e9"));
        Stored("GONE", bytes: null);
        Stored("EMPTY", bytes: 0);
        run.Book("DECRYPT", ("encrypted_etag", "e3")).Events("DECRYPT", "checked", "downloaded", """decrypt_failed {"error": "GPGError: x"}""", "skipped");
        run.Book("CUT", ("encrypted_etag", "e3")).Events("CUT", "checked", "downloaded");
        Place("CUT", 5);
        run.Book("ANSWER1").Events("ANSWER1", """conversion unavailable {"grin_response": "Already being converted"}""");
        run.Book("ANSWER2").Events("ANSWER2", """conversion unavailable {"grin_response": "Other error"}""");
        run.Book("ANSWER3").Events("ANSWER3", "conversion unavailable");
        run.Book("REFUSED").Events("REFUSED", """conversion unavailable {"grin_response": "Not allowed to be downloaded"}""");
        run.Book("REQUESTED").Events("REQUESTED", """conversion unavailable {"grin_response": "Other error"}""", "conversion requested");
        run.Book("ENRICH1", ("enrichment_timestamp", "t"), ("scanned_date", "2019-10-02T18:40:00"), ("grin_viewability", ""));
        run.Book("ENRICH2", ("enrichment_timestamp", "t"), ("grin_viewability", "VIEW_FULL"));
        run.Book("ENRICH3");
        run.Book("MARC1", PythonRun.Marc(null, null, null));
        run.Book("MARC2", PythonRun.Marc("s", null, "ger"));
        run.Book("MARC3", PythonRun.Marc("s", "1887", ""));
        run.Events("NOROW", PythonRun.Stored("e4", PathOf("NOROW")));
        Place("NOROW", 10);
        run.Book("TEXT1", PythonRun.Columns("e1", PathOf("TEXT1"))).Events(
            "TEXT1", [.. PythonRun.Stored("e1", PathOf("TEXT1"))[..5], """text_extraction failed {"error": "x"}""", .. PythonRun.Stored("e1", PathOf("TEXT1"))[6..]]);
        Place("TEXT1", 10);
        run.Book("UNPACK", [("encrypted_etag", "e5"), ("storage_path", PathOf("UNPACK"))])
            .Events("UNPACK", "checked", "downloaded", "decrypted", """unpack_failed {"error": "ReadError: x"}""", "uploaded", "completed");
        Place("UNPACK", 10);
    }

    private StorageConfig Storage(bool local) => new()
    {
        Type = local ? "local" : "s3",
        Protocol = local ? "file" : "s3",
        Config = local
            ? new Dictionary<string, string?> { ["base_path"] = _folder["storage"] }
            : new Dictionary<string, string?> { ["bucket_raw"] = "raw", ["bucket_meta"] = "meta", ["bucket_full"] = "full" },
    };

    private DatabaseRepair Of(bool local, bool acceptMissing = false) => new(_run, Storage(local), _clock) { AcceptMissing = acceptMissing };

    private (RepairResult Result, List<string> Found) Repair(bool local = true, bool acceptMissing = false)
    {
        var found = new List<string>();
        var result = Of(local, acceptMissing).Run("host", withBackup: false, finding => found.Add($"{finding.Barcode} {finding.ReasonName}"), default);
        return (result, found);
    }

    private List<string> State() =>
        [.. Directory.EnumerateFiles(_run.Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(static path => $"{path} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)))}")];

    private List<string> Rows(string sql, string? file = null)
    {
        using var connection = new SqliteConnection($"Data Source={file ?? _run.Database};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(column => reader.IsDBNull(column) ? "NULL" : reader.GetString(column))));
        }

        return rows;
    }
}
