namespace GrinToS3.Objects;

/// <summary>
/// Where objects are kept. An object is either whole or not there. What can't be done is a <see cref="StorageException"/> with its kind; a store of
/// files throws what files throw as well (<see cref="IOException"/>, <see cref="UnauthorizedAccessException"/>). Safe for many callers at once.
/// </summary>
public interface IObjectStore : IDisposable
{
    /// <summary>What the store can keep beside bytes.</summary>
    StorageFeatures Features { get; }

    /// <summary>Stores an object whose content is at hand, and replaces the one that was there.</summary>
    /// <param name="key">Where.</param>
    /// <param name="content">The content; may be empty.</param>
    /// <param name="metadata">Metadata in ASCII by lower-case key, or null; dropped where the store keeps none.</param>
    /// <param name="cancellationToken">Ends it early; the object is then the old one or the new one.</param>
    Task<StoredObject> PutAsync(
        ObjectKey key,
        ReadOnlyMemory<byte> content,
        IReadOnlyDictionary<string, string>? metadata,
        CancellationToken cancellationToken);

    /// <summary>Stores an object only where none is (<c>If-None-Match: *</c>). Of several at once one wins.</summary>
    /// <param name="key">Where.</param>
    /// <param name="content">The content.</param>
    /// <param name="cancellationToken">Ends it early and leaves nothing behind.</param>
    /// <returns>False where an object was there already; it is left as it was.</returns>
    Task<bool> TryCreateAsync(ObjectKey key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Begins to store an object whose length is not known yet.</summary>
    /// <param name="key">Where.</param>
    /// <param name="metadata">Metadata in ASCII by lower-case key, or null; dropped where the store keeps none.</param>
    ObjectWriteStream OpenWrite(ObjectKey key, IReadOnlyDictionary<string, string>? metadata = null);

    /// <summary>Copies an object with its metadata inside the store, and replaces the one that was there.</summary>
    /// <param name="source">The object.</param>
    /// <param name="target">Where to.</param>
    /// <param name="cancellationToken">Ends it early and leaves nothing behind.</param>
    Task<StoredObject> CopyAsync(ObjectKey source, ObjectKey target, CancellationToken cancellationToken);

    /// <summary>Asks for what the store says of an object.</summary>
    /// <param name="key">Where.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null where there is no object; a bucket that is missing is an error.</returns>
    Task<ObjectInfo?> HeadAsync(ObjectKey key, CancellationToken cancellationToken);

    /// <summary>Opens an object for reading.</summary>
    /// <param name="key">Where.</param>
    /// <param name="range">A part of it, or null for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null where there is no object.</returns>
    Task<ObjectContent?> ReadAsync(ObjectKey key, ByteRange? range, CancellationToken cancellationToken);

    /// <summary>Names the objects whose keys begin alike, in the order of their keys, page by page.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="prefix">How the keys begin; empty for all.</param>
    /// <param name="after">Only keys that come after this one; null for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    IAsyncEnumerable<ListedObject> ListAsync(Bucket bucket, string prefix, string? after, CancellationToken cancellationToken);

    /// <summary>Deletes an object; one that is not there is content.</summary>
    /// <param name="key">Where.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task DeleteAsync(ObjectKey key, CancellationToken cancellationToken);

    /// <summary>Deletes objects, a thousand a request where the store has that; those that are not there are content.</summary>
    /// <param name="keys">The objects, all of one bucket.</param>
    /// <param name="cancellationToken">Gives up; some may be gone then.</param>
    /// <exception cref="StorageException">One of them could not be deleted; others may be gone.</exception>
    Task DeleteAsync(IReadOnlyList<ObjectKey> keys, CancellationToken cancellationToken);

    /// <summary>Replaces an object's tags.</summary>
    /// <param name="key">Where.</param>
    /// <param name="tags">The tags: at most 10; keys of at most 128, values of at most 256 characters.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="NotSupportedException">The store has no tags; see <see cref="Features"/>.</exception>
    Task TagAsync(ObjectKey key, IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken);

    /// <summary>Drops what uploads left behind that never ended: hidden parts, or temporary files.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="prefix">How the keys begin: a run drops its own.</param>
    /// <param name="age">Only what began longer ago; younger ones may be under way.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many were dropped.</returns>
    Task<int> DropUnfinishedAsync(Bucket bucket, string prefix, TimeSpan age, CancellationToken cancellationToken);

    /// <summary>The place of an object as a person would look for it: a path or a URL.</summary>
    /// <param name="key">Where.</param>
    string Describe(ObjectKey key);

    /// <summary>The place of an object as <c>books.storage_path</c> has it: <c>bucket/key</c>, or an absolute path (spec: data-model 3).</summary>
    /// <param name="key">Where.</param>
    string StoragePath(ObjectKey key);
}
