using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using GrinToS3.Collecting;
using GrinToS3.Progress;
using GrinToS3.Simulator;
using GrinToS3.Simulator.Faults;
using GrinToS3.Testing.Archives;
using Microsoft.Data.Sqlite;

namespace GrinToS3.Syncing;

/// <summary>A run that syncs from a simulated GRIN into a folder, and a look at what it left.</summary>
internal sealed class SyncFixture : IAsyncDisposable
{
    private const string Volatile = "created_at updated_at last_etag_check sync_timestamp marc_extraction_timestamp";

    private SyncFixture(CollectFixture run) => Run = run;

    internal CollectFixture Run { get; }

    internal SimulatedGrin Grin => Run.Grin;

    /// <summary>The volumes that GRIN has converted, in the order of their barcodes.</summary>
    internal List<string> Converted => [.. Grin.Library.Converted.Select(static book => book.Barcode).Order(StringComparer.Ordinal)];

    internal int Downloads => Grin.Journal.Recent.Count(static one => one is { Resource: "archive", Method: "GET" });

    internal static SimulatorOptions Library(int books, params string[] faults) =>
        new() { Books = books, ArchiveSize = SimulatorOptions.SmallestArchive, Faults = FaultPlan.Parse(faults) };

    internal static async Task<SyncFixture> StartAsync(
        SimulatorOptions options, TimeProvider? time = null, TimeSpan? silence = null, bool deliverTwice = false, RunChanges? changes = null, TimeProvider? grinTime = null) =>
        new(await CollectFixture.StartAsync(options, pageSize: 5000, time, grinTime, silence, deliverTwice: deliverTwice, changes: changes));

    /// <summary>The same with its inventory collected.</summary>
    internal static async Task<SyncFixture> CollectedAsync(SimulatorOptions options, TimeProvider? time = null)
    {
        var fixture = await StartAsync(options, time);
        Assert.Equal(CollectEnd.Complete, (await fixture.Run.CollectAsync()).End);
        return fixture;
    }

    internal static SyncInput Input(params VolumeSource[] sources) => new() { Run = "run1", Sources = sources };

    internal Task<SyncResult> SyncAsync(params VolumeSource[] sources) => SyncAsync(Input(sources));

    internal Task<SyncResult> SyncAsync(SyncInput input, Action<SyncProgress>? status = null) =>
        Run.Host.RunAsync(new SyncWorkflow(), "run1", input, value => status?.Invoke((SyncProgress)value!));

    internal Task<SyncResult> SyncAsync(IEnumerable<string> barcodes) =>
        SyncAsync(Input(VolumeSource.Named) with { BarcodesFile = BarcodesFile.Write(Run.Directory, [.. barcodes]) });

    /// <summary>Requests conversions and fetches nothing.</summary>
    internal Task<SyncResult> RequestAsync(int? limit = null, int? quota = null) =>
        SyncAsync(Input(VolumeSource.Previous, VolumeSource.Unconverted) with { Fetch = false, Limit = limit, DailyQuota = quota });

    internal string Archive(string barcode) => Path.Combine(Run.Storage, "raw", barcode, $"{barcode}.tar.gz");

    internal string Text(string barcode) => Path.Combine(Run.Storage, "full", "run1", $"{barcode}_ocr.jsonl.gz");

    internal string Manifest(string barcode) => Path.Combine(Run.Storage, "meta", "run1", "manifests", $"{barcode}.json");

    /// <summary>Every file below storage that belongs to a volume.</summary>
    internal List<string> Objects() => [.. Files().Where(static name => !name.StartsWith("meta/run1/", StringComparison.Ordinal) || name.Contains("/manifests/", StringComparison.Ordinal))];

    /// <summary>Every file below storage, but for a write probe whose deletion failed.</summary>
    internal List<string> Files() => Directory.Exists(Run.Storage)
        ? [.. Directory.EnumerateFiles(Run.Storage, "*", SearchOption.AllDirectories).Where(static path => !path.Contains("write-probe", StringComparison.Ordinal)).Select(path => Path.GetRelativePath(Run.Storage, path)).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>The rows of a query, their values joined by a bar.</summary>
    internal List<string> Query(string sql) => Query(Run.Directory.Database, sql);

    internal static List<string> Query(string database, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={database};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(column => Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture))));
        }

        return rows;
    }

    /// <summary>Changes the file behind the run's back, as another program would.</summary>
    internal static void Change(string database, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    internal long Count(string from) => long.Parse(Query($"SELECT count(*) FROM {from}")[0], CultureInfo.InvariantCulture);

    /// <summary>A volume's events, in the order of their ids.</summary>
    internal List<string> Events(string barcode) =>
        Query($"SELECT status_type || ' ' || status_value FROM book_status_history WHERE barcode = '{barcode}' ORDER BY id");

    /// <summary>Objects, columns and states, without moments and without this run's folder: what two runs must agree on.</summary>
    internal List<string> EndState()
    {
        var columns = Query("SELECT name FROM pragma_table_info('books')").Where(static name => !Volatile.Split(' ').Contains(name));
        return
        [
            .. Query($"SELECT {string.Join(", ", columns)} FROM books ORDER BY barcode"),
            .. Query("SELECT barcode, stage, state FROM volume_states ORDER BY barcode, stage"),
            .. Query("SELECT barcode, kind, place, size, sha256, source_etag FROM artifacts ORDER BY barcode, kind"),
            .. Query("SELECT barcode FROM book_status_history WHERE status_type = 'sync' AND status_value = 'completed' ORDER BY id").Order(StringComparer.Ordinal).Distinct(),
            .. Objects().Select(name => $"{name} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Path.Combine(Run.Storage, name))))}"),
        ];
    }

    /// <summary>What two runs must agree on, whatever folder each stores in.</summary>
    internal List<string> PortableEndState() => [.. EndState().Select(line => line.Replace(Run.Storage, "", StringComparison.Ordinal))];

    /// <summary>Fails where a volume is not stored as GRIN has it, by a description that owes nothing to the code under test.</summary>
    internal void AssertStored(string barcode)
    {
        var expected = Grin.Archives.Find(barcode)!;
        Assert.Equal(expected.DecryptedSha256, Sha256(Archive(barcode)));
        Assert.Equal(expected.Pages, Pages(barcode));
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(Manifest(barcode)));
        var root = manifest.RootElement;
        Assert.Equal((barcode, expected.ETag), (root.GetProperty("barcode").GetString(), root.GetProperty("encrypted_etag").GetString()));
        Assert.Equal((expected.DecryptedSha256, expected.DecryptedLength), (root.GetProperty("archive_sha256").GetString(), root.GetProperty("archive_bytes").GetInt64()));
        Assert.Equal(expected.Members.Count, root.GetProperty("members").GetArrayLength());
        Assert.Equal(
            $"{Archive(barcode)}|{expected.ETag}|1", Assert.Single(Query($"SELECT storage_path, encrypted_etag, is_decrypted FROM books WHERE barcode = '{barcode}'")));
        Assert.Equal(
            $"{Archive(barcode)}|{expected.DecryptedLength}|{expected.DecryptedSha256}|{expected.ETag}",
            Assert.Single(Query($"SELECT place, size, sha256, source_etag FROM artifacts WHERE barcode = '{barcode}' AND kind = 'archive'")));
        Assert.Equal(MarcRow.Of(expected.Marc), Assert.Single(Query($"SELECT {MarcRow.Columns} FROM books WHERE barcode = '{barcode}'")));
    }

    /// <summary>No `completed` without its object, of the right size and version; no object that is unfinished (spec: gaps 12.1).</summary>
    internal void AssertNothingHalfDone()
    {
        Assert.DoesNotContain(Files(), static name => name.Contains(".tmp", StringComparison.Ordinal));
        if (!File.Exists(Run.Directory.Database))
        {
            Assert.Empty(Objects());
            return;
        }

        foreach (var barcode in Query("SELECT DISTINCT barcode FROM book_status_history WHERE status_type = 'sync' AND status_value = 'completed'"))
        {
            AssertStored(barcode);
        }

        Assert.Empty(DatabaseCheck.Run(Run.Directory.Database).Problems);
    }

    public ValueTask DisposeAsync() => Run.DisposeAsync();

    private List<string> Pages(string barcode)
    {
        using var lines = new StreamReader(new GZipStream(File.OpenRead(Text(barcode)), CompressionMode.Decompress));
        var pages = new List<string>();
        while (lines.ReadLine() is { } line)
        {
            pages.Add(JsonSerializer.Deserialize<string>(line)!);
        }

        return pages;
    }

    private static string Sha256(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
}
