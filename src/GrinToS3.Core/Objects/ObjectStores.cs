using GrinToS3.Objects.S3;
using GrinToS3.Runs;

namespace GrinToS3.Objects;

/// <summary>Opens the store that a configuration names.</summary>
public static class ObjectStores
{
    /// <summary>Opens a store; nothing is asked of it yet, and missing keys fail the first call, not this one.</summary>
    /// <param name="storage">The configuration, found sound by the rules of a start.</param>
    /// <param name="folders">Where credential files are.</param>
    /// <param name="pool">The memory that all uploads of this process share.</param>
    /// <param name="time">The clock.</param>
    public static IObjectStore Open(StorageConfig storage, CredentialFolders folders, PartBufferPool pool, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(storage);
        if (storage.Type is StorageTypes.Local)
        {
            return new FileObjectStore(storage, time);
        }

        var settings = S3Settings.From(storage);
        return new S3ObjectStore(settings, new S3Connection(settings, new S3Credentials(folders, storage).Find), pool, time);
    }
}
