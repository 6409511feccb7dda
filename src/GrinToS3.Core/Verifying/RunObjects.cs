using System.Runtime.CompilerServices;
using GrinToS3.Objects;
using GrinToS3.Runs;
using GrinToS3.Workflows;

namespace GrinToS3.Verifying;

/// <summary>The objects of one run, and of nobody else: other runs may share its buckets and folders (spec: storage-config 2, gaps 27).</summary>
/// <param name="run">The run.</param>
public sealed class RunObjects(OpenRun run)
{
    private const int DeletedAtOnce = 1000;

    private bool IsLocal => run.Config.StorageConfig.Type is StorageTypes.Local;

    /// <summary>Names the run's objects of a bucket, in the order of their keys, as they come.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="prefix">How their names begin, without the run's own prefix; empty for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public IAsyncEnumerable<ListedObject> ListAsync(Bucket bucket, string prefix, CancellationToken cancellationToken) =>
        IsLocal && bucket is Bucket.Raw ? SharedArchivesAsync(prefix, cancellationToken) : OwnAsync(bucket, prefix, cancellationToken);

    /// <summary>The object that a person means: by its whole key, or without the run's own prefix.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="name">What was given.</param>
    public ObjectKey Find(Bucket bucket, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var given = new ObjectKey(bucket, name);
        return name.StartsWith(run.Layout.Prefix, StringComparison.Ordinal) ? given
            : !IsLocal || bucket is not Bucket.Raw ? new ObjectKey(bucket, run.Layout.Prefix + name)
            : run.Layout.ArchiveOf(new ObjectKey(bucket, $"{name.Split('.')[0]}/{name}")) is { } barcode ? run.Layout.Archive(barcode)
            : given;
    }

    /// <summary>The name of an object without the run's own prefix.</summary>
    /// <param name="key">The object.</param>
    public string NameOf(ObjectKey key) => key.Key.StartsWith(run.Layout.Prefix, StringComparison.Ordinal) ? key.Key[run.Layout.Prefix.Length..] : key.Key;

    /// <summary>Other runs whose archives lie among this one's: local storage has one folder of archives for all runs.</summary>
    public IReadOnlyList<string> RunsThatShareArchives()
    {
        var meta = Path.GetDirectoryName(run.Objects.Describe(new ObjectKey(Bucket.Meta, "x")));
        return IsLocal && Directory.Exists(meta)
            ? [.. Directory.EnumerateDirectories(meta).Select(path => Path.GetFileName(path)).Where(name => name != run.Directory.Name.Value).Order(StringComparer.Ordinal)]
            : [];
    }

    /// <summary>Deletes the run's objects of a bucket, as the listing names them.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="prefix">How their names begin, without the run's own prefix; empty for all.</param>
    /// <param name="progress">Told after each thousand how many are gone.</param>
    /// <param name="cancellationToken">Ends it early; some are gone then.</param>
    /// <returns>How many were deleted.</returns>
    public async Task<long> DeleteAsync(Bucket bucket, string prefix, Action<long> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(progress);
        long deleted = 0;
        var some = new List<ObjectKey>(DeletedAtOnce);
        await foreach (var one in ListAsync(bucket, prefix, cancellationToken))
        {
            some.Add(one.Key);
            if (some.Count == DeletedAtOnce)
            {
                await DropAsync();
            }
        }

        await DropAsync();
        return deleted;

        async Task DropAsync()
        {
            if (some.Count > 0)
            {
                await run.Objects.DeleteAsync(some, cancellationToken);
                RemoveEmptyFolders(some);
                deleted += some.Count;
                some.Clear();
                progress(deleted);
            }
        }
    }

    /// <summary>A volume's folder goes with its archive.</summary>
    private void RemoveEmptyFolders(List<ObjectKey> keys)
    {
        foreach (var folder in keys.Where(key => IsLocal && key.Bucket is Bucket.Raw).Select(key => Path.GetDirectoryName(run.Objects.Describe(key))!))
        {
            if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())
            {
                Directory.Delete(folder);
            }
        }
    }

    private async IAsyncEnumerable<ListedObject> OwnAsync(Bucket bucket, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var isShared = Enum.GetValues<Bucket>().Any(
            one => one != bucket && run.Objects.StoragePath(new ObjectKey(one, "x")) == run.Objects.StoragePath(new ObjectKey(bucket, "x")));
        await foreach (var one in run.Objects.ListAsync(bucket, run.Layout.Prefix + prefix, cancellationToken))
        {
            if (!isShared || BucketOf(one.Key) == bucket)
            {
                yield return one;
            }
        }
    }

    /// <summary>The archives among those of all runs that this run's file knows.</summary>
    private async IAsyncEnumerable<ListedObject> SharedArchivesAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var rows = new StoredRows(run.Directory.Database, run.Layout);
        var listed = run.Objects.ListAsync(Bucket.Raw, prefix, cancellationToken);
        await foreach (var (expected, one) in ObjectPairs.ZipAsync(rows.InKeyOrder(StoredKind.Archive, after: null), listed, cancellationToken))
        {
            if (expected is not null && one is not null)
            {
                yield return one;
            }
        }
    }

    /// <summary>The bucket that an object belongs to, by its name, where buckets are one.</summary>
    private Bucket BucketOf(ObjectKey key) =>
        run.Layout.ArchiveOf(key with { Bucket = Bucket.Raw }) is not null ? Bucket.Raw
        : run.Layout.PageTextsOf(key with { Bucket = Bucket.Full }) is not null ? Bucket.Full
        : Bucket.Meta;
}
