using System.Collections.Concurrent;
using System.Globalization;
using GrinToS3.Grin;
using GrinToS3.Objects;
using GrinToS3.Progress;
using GrinToS3.Repairing;

namespace GrinToS3.Adopting;

/// <summary>
/// Compares a run's file with what its storage has, by one listing a bucket: records what is stored, so that a sync does not fetch it again, and reopens
/// what is not. GRIN is asked nothing. Done again it changes nothing.
/// </summary>
/// <param name="store">The run's file.</param>
/// <param name="session">The session, among the run's.</param>
/// <param name="objects">The run's storage.</param>
/// <param name="layout">Its keys.</param>
/// <param name="found">Told of each volume whose state changes.</param>
internal sealed class StorageReconciliation(ProgressStore store, long session, IObjectStore objects, ObjectLayout layout, Action<RepairFinding> found)
{
    private const int PageObjects = 1000;
    private const int Asking = 16;

    private readonly string _session = session.ToString(CultureInfo.InvariantCulture);
    private readonly bool _hasMetadata = objects.Features.HasFlag(StorageFeatures.Metadata);
    private StorageSeen _seen = new(0, 0, 0, 0, 0, 0, 0);

    /// <summary>Compares.</summary>
    /// <param name="acceptMissing">Whether volumes are reopened even where most of those that history calls stored are missing.</param>
    /// <param name="cancellationToken">Ends it early; what is written stays so.</param>
    /// <exception cref="StorageException">The storage refuses, or most volumes are missing in it; none was reopened then.</exception>
    internal async Task<StorageSeen> RunAsync(bool acceptMissing, CancellationToken cancellationToken)
    {
        await ListAsync(Bucket.Raw, layout.ArchivePrefix, "archive", layout.ArchiveOf, cancellationToken);
        await ListAsync(Bucket.Full, layout.Prefix, "text", layout.PageTextsOf, cancellationToken);

        // Files of local storage are looked at one by one in the repair, at the path that the file has for each.
        if (_hasMetadata)
        {
            await MissingAsync(acceptMissing, cancellationToken);
        }

        return _seen;
    }

    private async Task ListAsync(Bucket bucket, string prefix, string kind, Func<ObjectKey, Barcode?> barcodeOf, CancellationToken cancellationToken)
    {
        var page = new List<FoundObject>(PageObjects);
        await foreach (var listed in objects.ListAsync(bucket, prefix, cancellationToken))
        {
            if (barcodeOf(listed.Key) is { } barcode)
            {
                page.Add(new FoundObject(barcode, kind, objects.StoragePath(listed.Key), listed));
            }
            else
            {
                _seen = _seen with { Others = _seen.Others + 1 };
            }

            if (page.Count == PageObjects)
            {
                await ApplyAsync(page, cancellationToken);
                page.Clear();
            }
        }

        await ApplyAsync(page, cancellationToken);
    }

    private async Task ApplyAsync(List<FoundObject> page, CancellationToken cancellationToken)
    {
        var claimed = store.Read(connection => page.ConvertAll(one => one with { Claim = AdoptionTable.Claim(connection, one) }));
        var examined = new ConcurrentBag<FoundObject>();
        await Parallel.ForEachAsync(
            claimed.Where(IsOurs),
            new ParallelOptions { MaxDegreeOfParallelism = Asking, CancellationToken = cancellationToken },
            async (one, stop) => examined.Add(one.Kind is "archive" ? await ExamineAsync(one, stop) : one));
        _seen = _seen with { Others = _seen.Others + claimed.Count(one => !IsOurs(one)) };
        var ours = examined.OrderBy(static one => one.Barcode.Value, StringComparer.Ordinal).ToList();
        store.Write(connection =>
        {
            foreach (var one in ours)
            {
                Apply(connection, one);
            }

            return 0;
        });
        foreach (var one in ours)
        {
            Count(one);
        }
    }

    // Local storage has the archives of all runs in one folder.
    private bool IsOurs(FoundObject one) => one.Claim.IsKnown || (_hasMetadata && one.Kind is "archive");

    private async Task<FoundObject> ExamineAsync(FoundObject one, CancellationToken cancellationToken)
    {
        var claim = one.Claim;
        if (one.Listed.Size == 0 || (claim.IsRecorded && claim.IsStored))
        {
            return one;
        }

        if (claim.IsStored && (claim.ETag is not null || !_hasMetadata))
        {
            return one with { SourceETag = claim.ETag ?? claim.ClaimedETag };
        }

        if (!_hasMetadata)
        {
            return one;
        }

        var info = await objects.HeadAsync(one.Listed.Key, cancellationToken);
        var etag = info?.Metadata.GetValueOrDefault(ObjectMetadata.EncryptedETag) is { Length: > 0 } given ? given : null;

        // Another version than the one that the file claims: that one was not stored, and what is there is an older one.
        var isClaimed = etag is not null && (string.IsNullOrEmpty(claim.ClaimedETag) || claim.ClaimedETag == etag);
        return one with { SourceETag = etag, Reconciles = !claim.IsStored && isClaimed };
    }

    private void Apply(ProgressConnection connection, FoundObject one)
    {
        if (one.Listed.Size == 0)
        {
            return;
        }

        // What local storage has of an attempt that did not end may be cut.
        if (one.Claim.IsStored || _hasMetadata || one.Kind is "text")
        {
            AdoptionTable.Record(connection, one);
        }

        if (one.Kind is "archive")
        {
            AdoptionTable.See(connection, _session, one.Barcode.Value);
        }

        if (one.Reconciles)
        {
            AdoptionTable.Reconcile(connection, one, store.Now, _session);
        }
    }

    private void Count(FoundObject one)
    {
        _seen = one.Kind is "text"
            ? _seen with { Texts = _seen.Texts + 1 }
            : _seen with { Archives = _seen.Archives + 1, Bytes = _seen.Bytes + one.Listed.Size, Found = _seen.Found + (one.Reconciles ? 1 : 0) };
        if (one.Reconciles)
        {
            found(one.Finding);
        }
    }

    private async Task MissingAsync(bool acceptMissing, CancellationToken cancellationToken)
    {
        var stored = store.Counts().Synced;
        var missing = await EachMissingAsync(static _ => { }, cancellationToken);
        if (!acceptMissing && missing * 2 > stored)
        {
            throw new StorageException(
                StorageErrorKind.Mismatch,
                $"{missing} of the {stored} volumes that {store.Path} calls stored are not below {objects.Describe(new ObjectKey(Bucket.Raw, layout.ArchivePrefix))}: are these the run's buckets? If they are lost, --accept-missing reopens them");
        }

        _seen = _seen with { Elsewhere = 0 };
        await EachMissingAsync(
            defects =>
            {
                store.Write(connection =>
                {
                    defects.ForEach(defect => Mending.Apply(connection, defect, store.Now, _session));
                    return 0;
                });
                _seen = _seen with { Missing = _seen.Missing + defects.Count };
                defects.ForEach(defect => found(defect.Finding));
            },
            cancellationToken);
    }

    private async Task<long> EachMissingAsync(Action<List<Defect>> page, CancellationToken cancellationToken)
    {
        long count = 0;
        for (var after = ""; after is not null;)
        {
            var position = after;
            var rows = store.Read(connection => AdoptionTable.Missing(connection, _session, position, PageObjects));
            var defects = new List<Defect>();
            foreach (var (barcode, etag, path) in rows)
            {
                if (await IsMissingAsync(barcode, path, cancellationToken))
                {
                    defects.Add(new Defect(
                        new(barcode, RepairReason.FileMissing, $"history calls it stored, and storage has no {path ?? "archive of it"}"), ("encrypted_etag", etag), ("storage_path", path)));
                }
            }

            count += defects.Count;
            page(defects);
            after = rows.Count < PageObjects ? null : rows[^1].Barcode;
        }

        return count;
    }

    /// <summary>The path that the file has for a volume is what counts, wherever it points to (spec: storage-config 11).</summary>
    private async Task<bool> IsMissingAsync(string barcode, string? path, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(path) || (Barcode.TryParse(barcode, out var valid, out _) && path == objects.StoragePath(layout.Archive(valid))))
        {
            return true;
        }

        var root = objects.StoragePath(new ObjectKey(Bucket.Raw, ""));
        if (!path.StartsWith(root, StringComparison.Ordinal))
        {
            _seen = _seen with { Elsewhere = _seen.Elsewhere + 1 };
            return false;
        }

        return await objects.HeadAsync(new ObjectKey(Bucket.Raw, path[root.Length..]), cancellationToken) is null or { Size: 0 };
    }
}
