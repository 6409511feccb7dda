namespace GrinToS3.Objects;

/// <summary>What every store can do with what <see cref="IObjectStore"/> has.</summary>
public static class ObjectStoreExtensions
{
    /// <summary>Stores what is written, and replaces the object that was there.</summary>
    /// <param name="store">The store.</param>
    /// <param name="key">Where.</param>
    /// <param name="write">Writes the content; what it throws leaves nothing behind.</param>
    /// <param name="cancellationToken">Ends it early and leaves nothing behind.</param>
    public static async Task<StoredObject> PutAsync(
        this IObjectStore store,
        ObjectKey key,
        Func<Stream, CancellationToken, Task> write,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(write);
        await using var writer = store.OpenWrite(key);
        await write(writer, cancellationToken);
        return await writer.CompleteAsync(cancellationToken);
    }

    /// <summary>Names the objects whose keys begin alike, from the first one on.</summary>
    /// <param name="store">The store.</param>
    /// <param name="bucket">The bucket.</param>
    /// <param name="prefix">How the keys begin; empty for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static IAsyncEnumerable<ListedObject> ListAsync(this IObjectStore store, Bucket bucket, string prefix, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.ListAsync(bucket, prefix, after: null, cancellationToken);
    }

    /// <summary>Makes sure that the store has what was sent: size, and metadata where it keeps any.</summary>
    /// <param name="store">The store.</param>
    /// <param name="key">Where.</param>
    /// <param name="size">The bytes that were sent.</param>
    /// <param name="metadata">The metadata that was sent, or null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What the store says of the object.</returns>
    /// <exception cref="StorageException">It has something else, or nothing (<see cref="StorageErrorKind.Mismatch"/>).</exception>
    public static async Task<ObjectInfo> VerifyAsync(
        this IObjectStore store,
        ObjectKey key,
        long size,
        IReadOnlyDictionary<string, string>? metadata,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        var info = await store.HeadAsync(key, cancellationToken);
        var problem = info is null ? "it is not there"
            : info.Size != size ? $"it has {info.Size} bytes, {size} were sent"
            : !store.Features.HasFlag(StorageFeatures.Metadata) ? null
            : metadata?.Where(one => info.Metadata.GetValueOrDefault(one.Key) != one.Value)
                .Select(one => $"its metadata '{one.Key}' is '{info.Metadata.GetValueOrDefault(one.Key)}', '{one.Value}' was sent").FirstOrDefault();
        return problem is null
            ? info!
            : throw new StorageException(StorageErrorKind.Mismatch, $"{store.Describe(key)} is not what was stored: {problem}; store it again");
    }
}
