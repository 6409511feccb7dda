using System.Security.Cryptography;
using GrinToS3.Objects;
using GrinToS3.Runs;
using GrinToS3.Syncing;
using GrinToS3.Testing;
using GrinToS3.Testing.Storage;
using GrinToS3.Verifying;
using GrinToS3.Workflows;

namespace GrinToS3.Migrating;

/// <summary>A run that moves from store to store, opened anew for each move as a process does.</summary>
internal sealed class MovingRun : IAsyncDisposable
{
    private readonly TempFolder _folder = new();

    private MovingRun(StoredVolumes volumes) => Volumes = volumes;

    /// <summary>What was stored before the first move.</summary>
    internal StoredVolumes Volumes { get; }

    internal RunDirectory Directory => Volumes.Directory;

    /// <summary>The folder that the run is stored in at first.</summary>
    internal string Source => Path.GetFullPath(Path.Combine(Volumes.Store.Describe(new ObjectKey(Bucket.Raw, "x")), "..", ".."));

    internal string this[string name] => _folder[name];

    internal static async Task<MovingRun> InFolderAsync(IEnumerable<string> barcodes)
    {
        var run = new MovingRun(await StoredVolumes.InFolderAsync(barcodes));
        foreach (var name in new[] { "run1/books_latest.csv", "run1/timestamped/20260105_180608_books.csv", "run1/process_summary.json.gz" })
        {
            await run.Volumes.Store.PutAsync(new ObjectKey(Bucket.Meta, name), StoredVolumes.Content(new ObjectKey(Bucket.Meta, name)), null, CancellationToken.None);
        }

        return run;
    }

    /// <summary>Buckets of a real S3 server.</summary>
    internal static async Task<Func<RunConfigDraft, RunConfigDraft>> BucketsAsync(S3Server server, MovingRun run)
    {
        var (gateway, missing) = await server.StartedAsync();
        Assert.SkipWhen(gateway is null, missing ?? "");
        var buckets = await server.CreateBucketsAsync(gateway!);
        await File.WriteAllTextAsync(run["keys.json"], $$"""{"access_key": "{{RadosGateway.AccessKey}}", "secret_key": "{{RadosGateway.SecretKey}}"}""");
        return draft => draft.Set("storage_config.type", "s3").Set("storage_config.config.endpoint_url", gateway!.Endpoint.AbsoluteUri)
            .Set("storage_config.config.credentials_file", run["keys.json"])
            .Set("storage_config.config.bucket_raw", buckets[0]).Set("storage_config.config.bucket_meta", buckets[1]).Set("storage_config.config.bucket_full", buckets[2]);
    }

    internal Func<RunConfigDraft, RunConfigDraft> Folder(string name) =>
        draft => draft.Set("storage_config.type", "local").Set("storage_config.config.base_path", this[name]);

    /// <summary>Starts a move once, or goes on with it.</summary>
    internal async Task<MigrationReport> MoveAsync(
        Func<RunConfigDraft, RunConfigDraft>? to, FailingStore.Plan? plan = null, Func<IObjectStore, IObjectStore>? target = null, Action<MigrationProgress>? progress = null, CancellationToken stop = default)
    {
        plan ??= new FailingStore.Plan();
        using var runs = Runs(store => new FailingStore(store, plan));
        using var lease = runs.Borrow("run1");
        var state = Plan(to);
        using var store = (target ?? (static one => one))(new FailingStore(Open(state.Target), plan));
        return await new Migration(lease.Run, store, state, TimeProvider.System).RunAsync(3, progress ?? (static _ => { }), stop);
    }

    internal MigrationState Plan(Func<RunConfigDraft, RunConfigDraft>? to)
    {
        Assert.True(RunConfigFile.TryRead(Directory, out var saved, out _));
        var draft = to?.Invoke(new RunConfigDraft(Directory.Name).Set("library_directory", "Example"));
        if (draft is not null)
        {
            new StorageDefaults(static _ => null).Apply(draft);
        }

        Assert.True(MigrationPlan.TryMake(Directory, saved, draft, restart: false, TimeProvider.System, out var state, out var problem), problem);
        return state;
    }

    internal static IObjectStore Open(StorageConfig storage) =>
        ObjectStores.Open(storage, new CredentialFolders(static _ => null, null), new PartBufferPool(), TimeProvider.System);

    /// <summary>The run's storage, where it is now.</summary>
    internal async Task<T> LookAsync<T>(Func<OpenRun, Task<T>> look)
    {
        using var runs = Runs(static store => store);
        using var lease = runs.Borrow("run1");
        return await look(lease.Run);
    }

    /// <summary>What a whole verification says of the run as it is stored now.</summary>
    internal Task<VerifyReport> VerifyAsync() => LookAsync(run =>
        new Verification(run, TimeProvider.System).RunAsync(new VerifyRequest { Level = VerifyLevel.Full, Parallel = 4, Restart = true }, static _ => { }, CancellationToken.None));

    /// <summary>The run's files below a storage path, with their digests; not the configuration, which says where it lies.</summary>
    internal static List<string> Tree(string folder) =>
    [
        .. System.IO.Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder, path))
            .Where(static name => name is not "meta/run1/run_config.json" && !name.Contains("run2", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .Select(name => $"{name} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, name))))}"),
    ];

    /// <summary>All rows, without places and the store's tags, and without the moment of the last change.</summary>
    internal List<string> Rows() =>
    [
        .. SyncFixture.Query(Directory.Database, "SELECT barcode, title, encrypted_etag, is_decrypted, sync_timestamp, created_at FROM books ORDER BY barcode"),
        .. SyncFixture.Query(Directory.Database, "SELECT barcode, kind, size, sha256, source_etag, created_at FROM artifacts ORDER BY barcode, kind"),
        .. SyncFixture.Query(Directory.Database, "SELECT * FROM book_status_history ORDER BY id"),
        .. SyncFixture.Query(Directory.Database, "SELECT * FROM volume_states ORDER BY barcode, stage"),
    ];

    /// <summary>Where the rows say that archives and all objects are.</summary>
    internal List<string> Places() =>
    [
        .. SyncFixture.Query(Directory.Database, "SELECT storage_path FROM books ORDER BY barcode"),
        .. SyncFixture.Query(Directory.Database, "SELECT place || ' ' || coalesce(etag, '') FROM artifacts ORDER BY barcode, kind"),
    ];

    public async ValueTask DisposeAsync()
    {
        await Volumes.DisposeAsync();
        _folder.Dispose();
    }

    private OpenRuns Runs(Func<IObjectStore, IObjectStore> storage) => new(new OpenRunsOptions
    {
        Root = Directory.Root,
        HostId = "test",
        Environment = static _ => null,
        Storage = storage,
    });
}
