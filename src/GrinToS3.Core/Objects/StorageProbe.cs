namespace GrinToS3.Objects;

/// <summary>Finds out whether a run's buckets can be used, before anything depends on it.</summary>
public static class StorageProbe
{
    private static readonly Dictionary<string, string> Metadata = new() { ["barcode"] = "probe" };

    /// <summary>Stores a small object in each bucket, looks at it, and deletes it.</summary>
    /// <param name="store">The store.</param>
    /// <param name="layout">The run's keys.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StorageException">Says of the first bucket that can't be used what is wrong.</exception>
    public static async Task RunAsync(IObjectStore store, ObjectLayout layout, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(layout);
        foreach (var bucket in Enum.GetValues<Bucket>())
        {
            await TryAsync(store, layout, bucket, reads: false, cancellationToken);
        }
    }

    /// <summary>Stores a small object in one bucket, looks at it, reads it, and deletes it.</summary>
    /// <param name="store">The store.</param>
    /// <param name="layout">The run's keys.</param>
    /// <param name="bucket">The bucket.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StorageException">Says what is wrong.</exception>
    public static Task RunAsync(IObjectStore store, ObjectLayout layout, Bucket bucket, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(layout);
        return TryAsync(store, layout, bucket, reads: true, cancellationToken);
    }

    /// <summary>Deletes what checks left whose process was killed between storing and deleting.</summary>
    /// <param name="store">The store.</param>
    /// <param name="layout">The run's keys.</param>
    /// <param name="writtenBefore">Only what was stored before: later ones may be of a check that still works.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StorageException">The store can't be listed or refuses a deletion.</exception>
    public static async Task DropAsync(IObjectStore store, ObjectLayout layout, DateTimeOffset writtenBefore, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(layout);
        foreach (var bucket in Enum.GetValues<Bucket>())
        {
            await foreach (var probe in store.ListAsync(bucket, layout.WriteProbes, after: null, cancellationToken))
            {
                if (probe.LastModified < writtenBefore)
                {
                    await store.DeleteAsync(probe.Key, cancellationToken);
                }
            }
        }
    }

    private static async Task TryAsync(IObjectStore store, ObjectLayout layout, Bucket bucket, bool reads, CancellationToken cancellationToken)
    {
        var check = Guid.NewGuid();
        var content = check.ToByteArray();
        var key = layout.WriteProbe(bucket, check);
        await store.PutAsync(key, content, Metadata, cancellationToken);
        await store.VerifyAsync(key, content.Length, Metadata, cancellationToken);
        if (reads)
        {
            await RequireAsync(store, key, content, cancellationToken);
        }

        await store.DeleteAsync(key, cancellationToken);
    }

    private static async Task RequireAsync(IObjectStore store, ObjectKey key, byte[] content, CancellationToken cancellationToken)
    {
        await using var read = await store.ReadAsync(key, range: null, cancellationToken);
        using var bytes = new MemoryStream();
        await (read?.Body.CopyToAsync(bytes, cancellationToken) ?? Task.CompletedTask);
        if (!bytes.ToArray().AsSpan().SequenceEqual(content))
        {
            throw new StorageException(StorageErrorKind.Mismatch, $"{store.Describe(key)} is not what was stored: other bytes are read than were written");
        }
    }
}
