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
        var check = Guid.NewGuid();
        var content = check.ToByteArray();
        foreach (var bucket in Enum.GetValues<Bucket>())
        {
            var key = layout.WriteProbe(bucket, check);
            await store.PutAsync(key, content, Metadata, cancellationToken);
            await store.VerifyAsync(key, content.Length, Metadata, cancellationToken);
            await store.DeleteAsync(key, cancellationToken);
        }
    }
}
