using System.Globalization;

namespace GrinToS3.Progress.Mounts;

/// <summary>One connection's part in a progress file on a mount: its lock, its beats, and SQLite's layer over both.</summary>
internal sealed class MountSession : IDisposable
{
    private readonly ProgressStoreOptions _options;
    private readonly ProgressMetrics _metrics;
    private readonly MountLock _lock;
    private readonly MountVfs _vfs;
    private readonly OwnerBeat _beat;

    private MountSession(ProgressStoreOptions options, ProgressMetrics metrics, MountLock mountLock)
    {
        _options = options;
        _metrics = metrics;
        _lock = mountLock;
        _vfs = new MountVfs(_lock);
        _beat = OwnerBeat.Of(_lock, options, metrics);
    }

    /// <summary>The name of SQLite's layer.</summary>
    public string Vfs => _vfs.Name;

    /// <summary>Whether the connection is of no use any more.</summary>
    public bool IsLost => _lock.IsLost;

    /// <summary>Begins; to be done before the file is opened, so that the epoch is not newer than the file.</summary>
    /// <exception cref="ProgressStoreException">The folder cannot be written.</exception>
    public static MountSession Open(ProgressStoreOptions options, ProgressMetrics? metrics)
    {
        try
        {
            return new MountSession(options, metrics ?? new ProgressMetrics(options.HostId, options.Path), new MountLock(MountNames.Of(options.Path), options.HostId));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ProgressStoreException(ProgressFault.Unwritable, $"cannot take the lock of {options.Path}: {e.Message}; check that its folder is writable", e);
        }
    }

    /// <summary>Makes the host known as the owner while it has the file open.</summary>
    public void Own(long generation) => _beat.Own(generation);

    /// <summary>Asks the server whether the lock that this connection took is still its own.</summary>
    public bool IsStillMine() => _lock.IsStillMine();

    /// <summary>Makes sure that the file which was opened is the one that the lock is for.</summary>
    /// <exception cref="ProgressStoreException">Another file was put in its place.</exception>
    public void RequireEpoch(ProgressConnection connection)
    {
        if (connection.Scalar("PRAGMA application_id") != MountTurn.ApplicationId(_lock.Epoch))
        {
            throw new ProgressStoreException(
                ProgressFault.ForeignFile,
                $"{_options.Path} is another file than {_lock.Names.Turn} is for; run this again, and where it stays so, because the file was put there by hand: make sure that nothing uses it, and delete that folder");
        }
    }

    /// <summary>Reads beside the owner: waits for the lock, but breaks none.</summary>
    /// <exception cref="ProgressStoreException">Another host kept the lock for longer than the busy timeout, or took it away.</exception>
    public T Read<T>(Func<T> read)
    {
        LockWatch? watch = null;
        while (true)
        {
            try
            {
                var result = read();
                return IsLost ? throw Lost(null) : result;
            }
            catch (ProgressStoreException e) when (IsLost && e.Fault != ProgressFault.OwnershipLost)
            {
                throw Lost(e);
            }
            catch (ProgressStoreException e) when (e.Fault == ProgressFault.Busy)
            {
                watch ??= new LockWatch(_lock.Names, _options, _metrics, mayBreak: false);
                watch.Wait();
            }
        }
    }

    /// <summary>What to tell of a lock that was taken away.</summary>
    public ProgressStoreException Lost(Exception? cause)
    {
        _metrics.OwnershipLost();
        var now = LockView.Of(_lock.Names);
        var by = now.IsTaken ? now.HolderName() : OwnerRecord.Parse(now.Owner)?.Host ?? "another host";
        return new ProgressStoreException(
            ProgressFault.OwnershipLost,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{_options.Path} was taken over by {by} while this host stood still for more than {_options.DeadAfter.TotalSeconds:0.#} s; this step was kept wholly or not at all, run it again"),
            cause);
    }

    public void Dispose()
    {
        _beat.Dispose();
        _vfs.Dispose();
    }
}
