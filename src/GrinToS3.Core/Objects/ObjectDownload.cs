namespace GrinToS3.Objects;

/// <summary>Brings objects to this machine.</summary>
public static class ObjectDownload
{
    private const int CopyBytes = 256 * 1024;

    /// <summary>Writes an object into a file, which is either whole or as it was before.</summary>
    /// <param name="store">The store.</param>
    /// <param name="key">The object.</param>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="cancellationToken">Ends it early and leaves nothing behind.</param>
    /// <returns>The bytes; null where there is no object.</returns>
    /// <exception cref="StorageException">The body ended before its end.</exception>
    public static async Task<long?> ToFileAsync(IObjectStore store, ObjectKey key, string path, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        await using var content = await store.ReadAsync(key, range: null, cancellationToken);
        if (content is null)
        {
            return null;
        }

        await using var file = new FileWriteStream(path);
        await content.Body.CopyToAsync(file, CopyBytes, cancellationToken);
        if (file.Length != content.Info.Size)
        {
            throw new StorageException(
                StorageErrorKind.Unreachable, $"{store.Describe(key)} ended after {file.Length} of {content.Info.Size} bytes; try again");
        }

        await file.CompleteAsync(cancellationToken);
        return file.Length;
    }
}
