using System.Runtime.CompilerServices;
using GrinToS3.Files;
using GrinToS3.Runs;

namespace GrinToS3.Objects;

/// <summary>Objects as files below a folder: one folder a bucket (spec: storage-config 2.2). It keeps bytes only: no metadata, no tags.</summary>
public sealed class FileObjectStore : IObjectStore
{
    private const int CopyBytes = 256 * 1024;

    private readonly string _basePath;
    private readonly Dictionary<Bucket, string> _folders;
    private readonly TimeProvider _time;

    /// <summary>Names the folders; touches none.</summary>
    /// <param name="storage">A configuration of type <c>local</c>.</param>
    /// <param name="time">The clock that tells the age of temporary files.</param>
    public FileObjectStore(StorageConfig storage, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(storage);
        _time = time;
        _basePath = storage["base_path"] ?? throw new ArgumentException("local storage has no base_path", nameof(storage));
        _folders = new Dictionary<Bucket, string>
        {
            [Bucket.Raw] = "raw",
            [Bucket.Meta] = storage["bucket_meta"] ?? "meta",
            [Bucket.Full] = storage["bucket_full"] ?? "full",
        };
    }

    /// <inheritdoc />
    public StorageFeatures Features => StorageFeatures.None;

    /// <inheritdoc />
    public async Task<StoredObject> PutAsync(
        ObjectKey key,
        ReadOnlyMemory<byte> content,
        IReadOnlyDictionary<string, string>? metadata,
        CancellationToken cancellationToken)
    {
        await using var writer = OpenWrite(key);
        await writer.WriteAsync(content, cancellationToken);
        return await writer.CompleteAsync(cancellationToken);
    }

    /// <inheritdoc />
    public Task<bool> TryCreateAsync(ObjectKey key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(AtomicFile.TryCreate(PrepareFolder(key), stream => stream.Write(content.Span)));
    }

    /// <inheritdoc />
    public ObjectWriteStream OpenWrite(ObjectKey key, IReadOnlyDictionary<string, string>? metadata = null) => new FileWriteStream(PrepareFolder(key));

    /// <inheritdoc />
    public async Task<StoredObject> CopyAsync(ObjectKey source, ObjectKey target, CancellationToken cancellationToken)
    {
        await using var original = Open(PathOf(source))
            ?? throw new StorageException(StorageErrorKind.NotFound, $"there is no object {Describe(source)} to copy");
        await using var writer = OpenWrite(target);
        await original.CopyToAsync(writer, CopyBytes, cancellationToken);
        return await writer.CompleteAsync(cancellationToken);
    }

    /// <inheritdoc />
    public Task<ObjectInfo?> HeadAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var file = new FileInfo(PathOf(key));
        return Task.FromResult(file.Exists ? Info(file.Length, file.LastWriteTimeUtc) : null);
    }

    /// <inheritdoc />
    public Task<ObjectContent?> ReadAsync(ObjectKey key, ByteRange? range, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Open(PathOf(key)) is not { } file)
        {
            return Task.FromResult<ObjectContent?>(null);
        }

        var info = Info(file.Length, File.GetLastWriteTimeUtc(file.SafeFileHandle));
        if (range is not { } part)
        {
            return Task.FromResult<ObjectContent?>(new ObjectContent(file, info));
        }

        if (part.Offset >= file.Length)
        {
            file.Dispose();
            throw new StorageException(StorageErrorKind.OutOfRange, $"{Describe(key)} has {info.Size} bytes, none at {part.Offset}");
        }

        file.Position = part.Offset;
        return Task.FromResult<ObjectContent?>(new ObjectContent(new LimitedStream(file, part.Length ?? long.MaxValue), info));
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<ListedObject> ListAsync(
        Bucket bucket, string prefix, string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var (key, file) in Files(bucket, prefix))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!AtomicFile.IsTemporary(file.Name) && string.CompareOrdinal(key, after) > 0)
            {
                yield return new ListedObject(new ObjectKey(bucket, key), file.Length, file.LastWriteTimeUtc, null);
            }
        }

        await Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task DeleteAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            File.Delete(PathOf(key));
        }
        catch (DirectoryNotFoundException)
        {
            // As content as with a file that is not there.
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async Task DeleteAsync(IReadOnlyList<ObjectKey> keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        foreach (var key in keys)
        {
            await DeleteAsync(key, cancellationToken);
        }
    }

    /// <inheritdoc />
    public Task TagAsync(ObjectKey key, IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken) =>
        throw new NotSupportedException("files have no tags");

    /// <inheritdoc />
    public Task<int> DropUnfinishedAsync(Bucket bucket, string prefix, TimeSpan age, CancellationToken cancellationToken)
    {
        var before = _time.GetUtcNow() - age;
        var dropped = 0;
        foreach (var (_, file) in Files(bucket, prefix).Where(one => AtomicFile.IsTemporary(one.File.Name) && one.File.LastWriteTimeUtc < before))
        {
            cancellationToken.ThrowIfCancellationRequested();
            file.Delete();
            dropped++;
        }

        return Task.FromResult(dropped);
    }

    /// <inheritdoc />
    public string Describe(ObjectKey key) => PathOf(key);

    /// <inheritdoc />
    public string StoragePath(ObjectKey key) => PathOf(key);

    /// <inheritdoc />
    public void Dispose()
    {
    }

    private static ObjectInfo Info(long size, DateTime modified) => new(size, null, modified, new Dictionary<string, string>());

    private static FileStream? Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private IEnumerable<(string Key, FileInfo File)> Files(Bucket bucket, string prefix) => KeyOrder.Walk(Path.Combine(_basePath, _folders[bucket]), prefix);

    private string PathOf(ObjectKey key) => key.Key.Split('/').Any(static name => name is "" or "." or ".." || name.Contains('\0'))
        ? throw new ArgumentException($"the key '{key.Key}' does not name a file below its bucket", nameof(key))
        : Path.Combine(_basePath, _folders[key.Bucket], key.Key.Replace('/', Path.DirectorySeparatorChar));

    private string PrepareFolder(ObjectKey key)
    {
        var path = PathOf(key);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }
}
