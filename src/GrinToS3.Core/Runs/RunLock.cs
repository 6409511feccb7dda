namespace GrinToS3.Runs;

/// <summary>
/// The advisory lock on <c>session.lock</c> that both tools take before they write to a run (spec: storage-config 7.1).
/// On Unix the runtime's <see cref="FileShare.None"/> is the same flock.
/// </summary>
public sealed class RunLock : IDisposable
{
    private readonly FileStream _file;

    private RunLock(FileStream file) => _file = file;

    /// <summary>Takes the lock; the file stays when it is released.</summary>
    /// <param name="directory">The run's folder, which must exist.</param>
    /// <returns>The lock, or null where another session holds it.</returns>
    /// <exception cref="UnauthorizedAccessException">The folder can't be written.</exception>
    public static RunLock? TryTake(RunDirectory directory) => TryOpen(directory, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    /// <summary>
    /// Takes the lock together with other hosts of its kind, who settle among themselves who writes; it keeps out those who take it alone.
    /// </summary>
    /// <param name="directory">The run's folder, which must exist.</param>
    /// <returns>The lock, or null where somebody holds it alone.</returns>
    /// <exception cref="UnauthorizedAccessException">The folder can't be written.</exception>
    public static RunLock? TryShare(RunDirectory directory)
    {
        ArgumentNullException.ThrowIfNull(directory);
        if (!File.Exists(directory.Lock))
        {
            // A shared lock may be held by a reader only, and a reader does not make the file.
            using var made = new FileStream(directory.Lock, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite);
        }

        return TryOpen(directory, FileMode.Open, FileAccess.Read, FileShare.Read);
    }

    /// <summary>Takes a lock of another name, for what must not run twice but does not write to a run.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    internal static RunLock? TryTake(string path) => TryOpen(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    private static RunLock? TryOpen(RunDirectory directory, FileMode mode, FileAccess access, FileShare share)
    {
        ArgumentNullException.ThrowIfNull(directory);
        return TryOpen(directory.Lock, mode, access, share);
    }

    private static RunLock? TryOpen(string path, FileMode mode, FileAccess access, FileShare share)
    {
        try
        {
            return new RunLock(new FileStream(path, mode, access, share));
        }
        catch (IOException error) when (IsHeld(error))
        {
            return null;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _file.Dispose();

    private static bool IsHeld(IOException error)
    {
        // EWOULDBLOCK on Linux and macOS, ERROR_SHARING_VIOLATION on Windows.
        const int linux = 11;
        const int mac = 35;
        const int windows = unchecked((int)0x80070020);
        return error.HResult is linux or mac or windows;
    }
}
