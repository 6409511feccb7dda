using System.Runtime.CompilerServices;
using GrinToS3.Grin;
using GrinToS3.Objects;
using GrinToS3.Progress;
using GrinToS3.Runs;
using GrinToS3.Verifying;
using GrinToS3.Workflows;

namespace GrinToS3.Migrating;

/// <summary>All objects of a run, volumes first, then what else is in its part of the buckets; never more than a page of them is held.</summary>
/// <param name="run">The run, as it is stored now.</param>
/// <param name="rows">What its file says.</param>
/// <param name="target">The keys of the store that it moves to.</param>
internal sealed class MigrationSource(OpenRun run, StoredRows rows, ObjectLayout target)
{
    /// <summary>Names them.</summary>
    internal async IAsyncEnumerable<SourceObject> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var kind in Enum.GetValues<StoredKind>())
        {
            await foreach (var one in VolumesAsync(kind, cancellationToken))
            {
                yield return one;
            }
        }

        foreach (var bucket in OwnBuckets())
        {
            await foreach (var listed in run.Objects.ListAsync(bucket, run.Layout.Prefix, cancellationToken))
            {
                if (!Enum.GetValues<StoredKind>().Any(kind => VolumeOf(kind, listed.Key) is not null) && !IsLeftOut(listed.Key))
                {
                    yield return new SourceObject(StoredKind.Manifest, null, null, listed, listed.Key, listed.Key);
                }
            }
        }
    }

    private async IAsyncEnumerable<SourceObject> VolumesAsync(StoredKind kind, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Local storage has the archives of all runs in one folder: there only those are this run's that its file knows.
        var isShared = kind is StoredKind.Archive && run.Config.StorageConfig.Type is StorageTypes.Local;
        var listing = run.Objects.ListAsync(kind.BucketOf(), kind.Prefix(run.Layout), cancellationToken);
        await foreach (var (expected, listed) in ObjectPairs.ZipAsync(rows.InKeyOrder(kind, after: null), listing, cancellationToken))
        {
            if (expected is not null)
            {
                yield return new SourceObject(kind, expected.Row.Barcode, expected, listed, expected.Key, kind.Expect(target, WithPlace(expected))!.Key);
            }
            else if (!isShared && kind.VolumeOf(run.Layout, listed!.Key) is { } barcode)
            {
                var row = new StoredRow(barcode.Value, listed.Key.Key, null, null, null, null);
                yield return new SourceObject(kind, barcode.Value, null, listed, listed.Key, kind.Expect(target, row)!.Key);
            }
        }
    }

    /// <summary>Page texts keep their form: which one, the place tells that the file has noted.</summary>
    private static StoredRow WithPlace(ExpectedObject expected) => expected.Row with { Place = expected.Key.Key };

    /// <summary>Whose object of a kind a key names, also where the kind's bucket goes by another one's name.</summary>
    private Barcode? VolumeOf(StoredKind kind, ObjectKey key) =>
        Place(kind.BucketOf()) == Place(key.Bucket) ? kind.VolumeOf(run.Layout, key with { Bucket = kind.BucketOf() }) : null;

    private string Place(Bucket bucket) => run.Objects.StoragePath(new ObjectKey(bucket, "x"));

    // The target's copy of the configuration is written for itself.
    private bool IsLeftOut(ObjectKey key) => key.Key == run.Layout.RunConfig.Key || key.Key.StartsWith(run.Layout.WriteProbes, StringComparison.Ordinal);

    /// <summary>The buckets, each once where two are one. In local storage, what is below the run's name among the archives may be the archives of a volume of that name.</summary>
    private IEnumerable<Bucket> OwnBuckets() => Enum.GetValues<Bucket>()
        .Where(bucket => bucket is not Bucket.Raw || run.Config.StorageConfig.Type is not StorageTypes.Local)
        .OrderByDescending(static bucket => bucket is Bucket.Meta)
        .DistinctBy(Place);
}
