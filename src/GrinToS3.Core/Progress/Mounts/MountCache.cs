using GrinToS3.Files;
using Microsoft.Win32.SafeHandles;

namespace GrinToS3.Progress.Mounts;

/// <summary>
/// Keeps this machine from going by what it remembers of a file that another host has written since. An NFS client drops that when a file is
/// opened, or locked by the system's locks; a file that stays open under a lock of another kind would be read as it was up to a minute ago,
/// SQLite's change counter included, and what the other host wrote would be written over.
/// </summary>
internal sealed class MountCache(string path) : IDisposable
{
    private const int CounterOffset = 24;
    private const int CounterBytes = 16;
    private const long FirstPage = 4096;

    private readonly SafeFileHandle _file = UnlockedFile.OpenRead(path);
    private readonly byte[] _known = new byte[CounterBytes];

    /// <summary>Drops all of a file that is remembered, so that it is read from the server.</summary>
    public static void Forget(SafeFileHandle file) => MountCalls.Forget(file, 0);

    /// <summary>To be called with the lock just taken: reads SQLite's change counter from the server, and forgets the file where it has changed.</summary>
    /// <returns>False where the file cannot be read.</returns>
    public bool TryFreshen()
    {
        _ = MountCalls.Refresh(path);
        MountCalls.Forget(_file, FirstPage);
        Span<byte> now = stackalloc byte[CounterBytes];
        if (!TryRead(now))
        {
            return false;
        }

        if (!now.SequenceEqual(_known))
        {
            MountCalls.Forget(_file, 0);
            now.CopyTo(_known);
        }

        return true;
    }

    /// <summary>To be called before the lock is let go: what this host has written itself is remembered rightly.</summary>
    public void Remember()
    {
        if (!TryRead(_known))
        {
            Array.Clear(_known);
        }
    }

    public void Dispose() => _file.Dispose();

    private bool TryRead(Span<byte> counter)
    {
        counter.Clear();
        try
        {
            _ = RandomAccess.Read(_file, counter, CounterOffset);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
