using System.IO.Compression;
using GrinToS3.Files;
using GrinToS3.Objects;
using GrinToS3.Progress;
using GrinToS3.Runs;

namespace GrinToS3.Backups;

/// <summary>
/// Puts a copy in the place of a run's progress file. Everything is verified before anything is replaced, and what is replaced is kept. The
/// caller holds the run's lock.
/// </summary>
/// <param name="directory">The run.</param>
/// <param name="time">The clock.</param>
public sealed class DatabaseRestore(RunDirectory directory, TimeProvider time)
{
    private const int CopyBytes = 256 * 1024;

    /// <summary>Restores from a file: a copy of <c>backups</c>, or one of the meta bucket, packed or unpacked.</summary>
    /// <param name="path">The file; it stays as it is.</param>
    /// <param name="force">Whether a copy of another run is taken as well.</param>
    /// <param name="cancellationToken">Ends it early, before anything is replaced.</param>
    /// <exception cref="ProgressStoreException">The file is no sound copy of this run, or the run's own file is in use; nothing was replaced.</exception>
    public async Task<DatabaseRestored> FromFileAsync(string path, bool force, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            throw new ProgressStoreException(ProgressFault.Missing, $"{path} does not exist; the run's copies are in {directory.Backups}");
        }

        if (File.Exists(path + "-wal"))
        {
            throw new ProgressStoreException(ProgressFault.Busy, $"{path} is in use, for a part of it is in {path}-wal; give a copy that grin db backup has made");
        }

        await using var file = File.OpenRead(path);
        return await FromStreamAsync(file, path, IsPacked(file), force, cancellationToken);
    }

    /// <summary>Restores from the copy that the run's last session left in the meta bucket.</summary>
    /// <param name="store">The run's storage.</param>
    /// <param name="layout">Its keys.</param>
    /// <param name="force">Whether a copy of another run is taken as well.</param>
    /// <param name="cancellationToken">Ends it early, before anything is replaced.</param>
    /// <exception cref="StorageException">The storage refuses, or has no copy; nothing was replaced.</exception>
    /// <exception cref="ProgressStoreException">It is no sound copy of this run, or the run's own file is in use; nothing was replaced.</exception>
    public async Task<DatabaseRestored> FromStorageAsync(IObjectStore store, ObjectLayout layout, bool force, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(layout);
        var place = store.Describe(layout.LatestDatabase);
        await using var copy = await store.ReadAsync(layout.LatestDatabase, range: null, cancellationToken)
            ?? throw new StorageException(StorageErrorKind.NotFound, $"there is no {place}: no session of the run '{directory.Name}' has ended there; check the run's name and storage");
        return await FromStreamAsync(copy.Body, place, isPacked: true, force, cancellationToken);
    }

    private async Task<DatabaseRestored> FromStreamAsync(Stream source, string name, bool isPacked, bool force, CancellationToken cancellationToken)
    {
        Leftovers.Sweep(directory.Path);
        var candidate = AtomicFile.TemporaryName(directory.Database);
        try
        {
            await CopyAsync(source, isPacked, candidate, name, cancellationToken);
            return new DatabaseReplacement(directory, time).Run(candidate, name, force);
        }
        finally
        {
            File.Delete(candidate);
        }
    }

    private static async Task CopyAsync(Stream source, bool isPacked, string path, string name, CancellationToken cancellationToken)
    {
        await using var target = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
        try
        {
            await using var unpacked = isPacked ? new GZipStream(source, CompressionMode.Decompress, leaveOpen: true) : source;
            await unpacked.CopyToAsync(target, CopyBytes, cancellationToken);
        }
        catch (InvalidDataException problem)
        {
            throw new ProgressStoreException(ProgressFault.Damaged, $"{name} is damaged and can't be unpacked ({problem.Message.TrimEnd('.')}); take another copy", problem);
        }

        target.Flush(flushToDisk: true);
    }

    private static bool IsPacked(FileStream file)
    {
        Span<byte> start = stackalloc byte[2];
        var isPacked = RandomAccess.Read(file.SafeFileHandle, start, 0) == 2 && start is [0x1F, 0x8B];
        return isPacked;
    }
}
