using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using GrinToS3.Files;
using GrinToS3.Objects;
using GrinToS3.Progress;
using GrinToS3.Runs;
using GrinToS3.Syncing;
using GrinToS3.Testing;
using GrinToS3.Testing.Storage;
using GrinToS3.Workflows;
using Microsoft.Data.Sqlite;

namespace GrinToS3.Verifying;

/// <summary>A run whose file and storage hold volumes that no sync had to bring: three small objects each, and the rows that a sync writes of them.</summary>
internal sealed class StoredVolumes : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly OpenRuns _runs;
    private readonly RunLease _lease;

    private StoredVolumes(Action<RunConfigDraft, TempFolder> storage, TimeProvider time)
    {
        Assert.True(RunName.TryParse("run1", out var name, out _));
        Directory = new RunDirectory(_folder["output"], name);
        var draft = new RunConfigDraft(name).Set("library_directory", "Example");
        storage(draft, _folder);
        Assert.Null(RunConfigFile.Start(Directory, draft).Problem);
        ProgressStore.Open(new ProgressStoreOptions { Path = Directory.Database, HostId = "test" }).Dispose();
        _runs = new OpenRuns(new OpenRunsOptions
        {
            Root = Directory.Root,
            HostId = "test",
            Time = time,
            Environment = static _ => null,
            Warn = Warnings.Enqueue,
            Storage = store => ReadCounter.Before(new FailingStore(store, Plan), Reads),
        });
        _lease = _runs.Borrow("run1");
    }

    internal RunDirectory Directory { get; }

    /// <summary>Lets calls of the storage fail.</summary>
    internal FailingStore.Plan Plan { get; } = new();

    /// <summary>What a person was told.</summary>
    internal ConcurrentQueue<string> Warnings { get; } = new();

    internal OpenRuns Runs => _runs;

    internal OpenRun Run => _lease.Run;

    internal IObjectStore Store => Run.Objects;

    internal VerifyFiles Files => new(Directory);

    /// <summary>How often each object was read.</summary>
    internal ConcurrentDictionary<ObjectKey, int> Reads { get; } = new();

    /// <summary>All objects, in the order in which they were made: archive, page texts and manifest of each volume.</summary>
    internal List<(string Barcode, StoredKind Kind, ObjectKey Key)> Objects { get; } = [];

    internal IEnumerable<string> Barcodes => Objects.Select(static one => one.Barcode).Distinct();

    internal static Task<StoredVolumes> InFolderAsync(IEnumerable<string> barcodes, TimeProvider? time = null) => MakeAsync(
        barcodes, static (draft, folder) => draft.Set("storage_config.type", "local").Set("storage_config.config.base_path", folder["storage"]), time);

    internal static async Task<StoredVolumes> InS3Async(S3Server server, IEnumerable<string> barcodes, bool oneBucket = false)
    {
        var (gateway, missing) = await server.StartedAsync();
        Assert.SkipWhen(gateway is null, missing ?? "");
        var buckets = await server.CreateBucketsAsync(gateway!);
        return await MakeAsync(
            barcodes,
            (draft, folder) => draft.Set("storage_config.config.credentials_file", Keys(folder["s3.json"])).Set("storage_config.type", "s3").Set("storage_config.config.endpoint_url", gateway!.Endpoint.AbsoluteUri)
                .Set("storage_config.config.bucket_raw", buckets[0])
                .Set("storage_config.config.bucket_meta", buckets[oneBucket ? 0 : 1])
                .Set("storage_config.config.bucket_full", buckets[oneBucket ? 0 : 2]));
    }

    internal static IEnumerable<string> Numbered(int count) => Enumerable.Range(0, count).Select(static number => $"39015{number:d9}");

    /// <summary>What is stored under a key: some hundred bytes, so that many objects have the same size.</summary>
    internal static byte[] Content(ObjectKey key)
    {
        var seed = SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{key.Bucket} {key.Key}"));
        return [.. Enumerable.Range(0, 10 + (seed[0] % 4)).SelectMany(_ => seed)];
    }

    /// <summary>Runs SQL beside the run, as another program would.</summary>
    internal void Sql(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Directory.Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    internal Task<VerifyReport> VerifyAsync(VerifyLevel? level = null, Action<VerifyProgress>? progress = null, CancellationToken stop = default) =>
        new Verification(Run, TimeProvider.System).RunAsync(new VerifyRequest { Level = level, Parallel = 8 }, progress ?? (static _ => { }), stop);

    /// <summary>What a verification found, as fault and key.</summary>
    internal static List<string> Found(VerifyReport report) =>
        [.. ObjectFindings.Read(report.Findings).Select(static one => $"{one.Fault} {one.Place}").Order(StringComparer.Ordinal)];

    internal string Line(ObjectFault fault, ObjectKey key) => $"{fault} {Store.Describe(key)}";

    public ValueTask DisposeAsync()
    {
        _lease.Dispose();
        _runs.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task<StoredVolumes> MakeAsync(IEnumerable<string> barcodes, Action<RunConfigDraft, TempFolder> storage, TimeProvider? time = null)
    {
        var made = new StoredVolumes(storage, time ?? TimeProvider.System);
        foreach (var barcode in barcodes)
        {
            Assert.True(Grin.Barcode.TryParse(barcode, out var volume, out _));
            var layout = made.Run.Layout;
            made.Objects.Add((barcode, StoredKind.Archive, layout.Archive(volume)));
            made.Objects.Add((barcode, StoredKind.Text, layout.PageTexts(volume, compressed: true)));
            made.Objects.Add((barcode, StoredKind.Manifest, layout.Manifest(volume)));
        }

        var stored = new string?[made.Objects.Count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, stored.Length),
            new ParallelOptions { MaxDegreeOfParallelism = 16 },
            async (index, stop) => stored[index] = await made.PutAsync(made.Objects[index].Key, Content(made.Objects[index].Key), stop));
        made.WriteRows(stored);
        return made;
    }

    /// <summary>Puts an object; into a folder without waiting for the disk, which ten thousand times takes minutes.</summary>
    private async Task<string?> PutAsync(ObjectKey key, byte[] content, CancellationToken cancellationToken)
    {
        if (Run.Config.StorageConfig.Type is not StorageTypes.Local)
        {
            return (await Store.PutAsync(key, content, null, cancellationToken)).ETag;
        }

        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(Store.Describe(key))!);
        await File.WriteAllBytesAsync(Store.Describe(key), content, cancellationToken);
        return null;
    }

    private static string Keys(string file)
    {
        AtomicFile.Write(file, stream => stream.Write(
            System.Text.Encoding.UTF8.GetBytes($$"""{"access_key": "{{RadosGateway.AccessKey}}", "secret_key": "{{RadosGateway.SecretKey}}"}""")));
        return file;
    }

    private void WriteRows(string?[] etags)
    {
        using var connection = new SqliteConnection($"Data Source={Directory.Database};Pooling=False");
        connection.Open();
        using var transaction = connection.BeginTransaction();
        foreach (var (index, (barcode, kind, key)) in Objects.Index())
        {
            var content = Content(key);
            using var command = connection.CreateCommand();
            command.CommandText =
                """
                INSERT OR IGNORE INTO books (barcode, storage_path, encrypted_etag, created_at, updated_at) VALUES ($barcode, $place, 'v1', 'x', 'x');
                INSERT INTO artifacts VALUES ($barcode, $kind, $place, $size, $etag, $sha256, 'v1', 'x')
                """;
            command.Parameters.AddWithValue("$barcode", barcode);
            command.Parameters.AddWithValue("$kind", kind.Name());
            command.Parameters.AddWithValue("$place", Store.StoragePath(key));
            command.Parameters.AddWithValue("$size", content.Length.ToString(CultureInfo.InvariantCulture));
            command.Parameters.AddWithValue("$etag", etags[index] ?? (object)DBNull.Value);
            command.Parameters.AddWithValue("$sha256", Convert.ToHexStringLower(SHA256.HashData(content)));
            command.ExecuteNonQuery();
        }

        transaction.Commit();
    }
}
