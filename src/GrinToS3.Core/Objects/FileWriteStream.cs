using GrinToS3.Files;

namespace GrinToS3.Objects;

/// <summary>Writes a temporary file beside the object's name; completing syncs it, compares its length, and renames it.</summary>
internal sealed class FileWriteStream : ObjectWriteStream
{
    private readonly string _path;
    private readonly string _temporary;
    private readonly FileStream _file;
    private long _length;

    internal FileWriteStream(string path)
    {
        _path = path;
        _temporary = AtomicFile.TemporaryName(path);
        _file = new FileStream(_temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
    }

    public override long Length => _length;

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await _file.WriteAsync(buffer, cancellationToken);
        _length += buffer.Length;
    }

    public override async Task<StoredObject> CompleteAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await Task.Run(() => _file.Flush(flushToDisk: true), cancellationToken);
        var written = _file.Length;
        await _file.DisposeAsync();
        if (written != _length)
        {
            throw new StorageException(StorageErrorKind.Mismatch, $"{_path} is not what was stored: it has {written} bytes, {_length} were written; store it again");
        }

        AtomicFile.Publish(_temporary, _path, overwrite: true);
        IsCompleted = true;
        return new StoredObject(_length, null);
    }

    public override async ValueTask DisposeAsync()
    {
        await _file.DisposeAsync();
        if (!IsCompleted)
        {
            File.Delete(_temporary);
        }

        GC.SuppressFinalize(this);
    }
}
