using System.Globalization;
using GrinToS3.Files;
using Microsoft.Data.Sqlite;

namespace GrinToS3.Progress.Mounts;

/// <summary>
/// Takes the lock away from a dead host, and rolls back what it left half written. It does not work on what that host may still have open:
/// the journal is moved away, which the other's commit cannot survive, and a copy of the file takes the file's place. So a host that was only
/// stopped, and goes on, writes to files that nobody reads (docs/adr/0010-owner-file-and-broken-locks.md).
/// </summary>
internal sealed class LockTakeover(MountNames names, ProgressStoreOptions options, ProgressMetrics metrics)
{
    private static ReadOnlySpan<byte> Stop => "The host that was to write this journal was taken for dead.\n"u8;

    /// <summary>Takes the lock from the holder that was seen; does nothing where another was faster, or the holder came back.</summary>
    /// <exception cref="ProgressStoreException">The file could not be recovered; the lock stays, and the next host tries again.</exception>
    public void Run(LockView dead)
    {
        if (dead.Holder is not { } holder)
        {
            // Nobody's token is in it: a program that does not know of tokens, or a host that was killed between two calls.
            if (dead.Entry is null && MountCalls.RemoveFolder(names.Lock) == 0)
            {
                metrics.LockBroken();
            }

            return;
        }

        var me = Successor(holder.Epoch);
        var moved = MountCalls.Move(names.Held(holder), names.Held(me));
        if (moved == 0)
        {
            Succeed(me, holder.Host);
        }
        else if (moved != MountCalls.NoEntry)
        {
            throw new ProgressStoreException(ProgressFault.InputOutput, $"cannot take the lock {names.Lock} from {holder.Host} (errno {moved}); check the mount");
        }
    }

    /// <summary>Makes a token where there is none any more, because somebody has removed the lock's folder by hand.</summary>
    /// <exception cref="ProgressStoreException">As for <see cref="Run"/>.</exception>
    public void Restore()
    {
        var me = Successor(MountTurn.FileEpoch(names));
        if (MountCalls.MakeFolder(names.Lock) == 0 && names.FreeEpoch() is null && MountCalls.CreateNew(names.Held(me)) == 0)
        {
            Succeed(me, "a host whose lock was removed by hand");
        }
    }

    private LockHolder Successor(string epoch) =>
        new(epoch, LockHolder.SafeHost(options.HostId), Random.Shared.Next().ToString("x8", CultureInfo.InvariantCulture), 0);

    private void Succeed(LockHolder me, string dead)
    {
        metrics.LockBroken();
        using var beat = new OwnerBeat(names, options.HostId, me.Nonce, options, static () => true, static () => true, metrics);
        try
        {
            var epoch = Recover(me);
            _ = MountCalls.Move(names.Held(me), names.Free(epoch));
            _ = MountCalls.RemoveFolder(names.Lock);
            CleanUp(me.Epoch);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SqliteException)
        {
            _ = names.NewDatabases(me.Epoch).Select(MountCalls.Remove).Count(static error => error != 0);
            throw new ProgressStoreException(
                IsFull(e) ? ProgressFault.DiskFull : ProgressFault.InputOutput,
                $"{names.Database} was left by {dead} in the middle of a write and could not be recovered ({e.Message}); see to the mount, and that a copy of the file has room beside it, and run this again",
                e);
        }
    }

    private static bool IsFull(Exception e)
    {
        const int noSpace = 28;
        return e is SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_FULL } || (e.HResult & 0xFFFF) == noSpace;
    }

    private string Recover(LockHolder me)
    {
        var epoch = me.Epoch;
        foreach (var begun in names.NewDatabases(epoch))
        {
            // Whoever began it is dead too. If not, the copy that it would publish is gone.
            _ = MountCalls.Remove(begun);
        }

        if (!File.Exists(names.Database) && File.Exists(names.OldDatabase(epoch)))
        {
            Require(MountCalls.Move(names.OldDatabase(epoch), names.Database), names.Database);
        }

        ClaimJournal(epoch);
        var copy = names.NewDatabase(epoch, me.Nonce);
        Copy(names.Database, copy);
        if (File.Exists(names.DeadJournal(epoch)))
        {
            // After the file: whatever the other may have written there meanwhile is in its journal before.
            Copy(names.DeadJournal(epoch), copy + "-journal");
        }

        var next = MountTurn.NewEpoch();
        RollBack(copy, next);
        Publish(me, copy);
        return next;
    }

    /// <summary>From here on the dead host can neither commit nor begin to write.</summary>
    private void ClaimJournal(string epoch)
    {
        var journal = names.Journal(epoch);
        while (!IsStopped(journal) && !HasContent(names.DeadJournal(epoch)))
        {
            var moved = MountCalls.Move(journal, names.DeadJournal(epoch));
            if (moved != MountCalls.NoEntry)
            {
                // An empty one may be a stop that was not finished; then there is none yet.
                Require(moved, journal);
                continue;
            }

            var created = MountCalls.CreateNew(journal);
            if (created == 0)
            {
                using var stop = new FileStream(journal, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
                stop.Write(Stop);
                return;
            }

            // The other made its journal in between: once, so that the next round moves it away.
            Require(created == MountCalls.Exists ? 0 : created, journal);
        }
    }

    private static bool HasContent(string path) => new FileInfo(path) is { Exists: true, Length: > 0 };

    private static bool IsStopped(string journal)
    {
        if (MountCalls.Refresh(Path.GetDirectoryName(journal)!) != 0 || !File.Exists(journal))
        {
            return false;
        }

        using var file = UnlockedFile.OpenRead(journal);
        Span<byte> start = stackalloc byte[Stop.Length];
        return RandomAccess.Read(file, start, 0) == Stop.Length && start.SequenceEqual(Stop);
    }

    private static void RollBack(string copy, string epoch)
    {
        var settings = new SqliteConnectionStringBuilder { DataSource = copy, Pooling = false, Vfs = MountVfs.BaseName };
        using var connection = new SqliteConnection(settings.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = string.Create(
            CultureInfo.InvariantCulture,
            $"PRAGMA synchronous=FULL; SELECT count(*) FROM sqlite_master; PRAGMA page_size={ProgressSettings.PageSize}; PRAGMA application_id={MountTurn.ApplicationId(epoch)}");
        command.ExecuteNonQuery();
    }

    private void Publish(LockHolder me, string copy)
    {
        if (MountCalls.Refresh(names.Lock) != 0 || MountCalls.Refresh(names.Held(me)) != 0)
        {
            throw new IOException("another host took over meanwhile");
        }

        if (FileSystemProbe.ReplacesOpenFiles(names.Folder))
        {
            Require(MountCalls.Move(copy, names.Database), copy);
            return;
        }

        // An SMB server does not put a file in the place of one that is open; it removes that one instead, and then refuses.
        Require(MountCalls.Move(names.Database, names.OldDatabase(me.Epoch)), names.Database);
        var moved = MountCalls.Move(copy, names.Database);
        if (moved != 0)
        {
            _ = MountCalls.Move(names.OldDatabase(me.Epoch), names.Database);
            Require(moved, copy);
        }
    }

    private void CleanUp(string epoch)
    {
        _ = MountCalls.Remove(names.DeadJournal(epoch));
        _ = MountCalls.Remove(names.Journal(epoch));
        _ = MountCalls.Remove(names.OldDatabase(epoch));
    }

    private static void Copy(string from, string to)
    {
        const int megabyte = 1024 * 1024;
        using var source = new FileStream(UnlockedFile.OpenRead(from), FileAccess.Read, bufferSize: 0);
        using var target = new FileStream(to, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        MountCache.Forget(source.SafeFileHandle);
        source.CopyTo(target, megabyte);
        target.Flush(flushToDisk: true);
    }

    private static void Require(int error, string path)
    {
        if (error != 0)
        {
            throw new IOException($"cannot move {path} (errno {error})");
        }
    }
}
