using SQLitePCL;

namespace GrinToS3.Progress.Mounts;

/// <summary>
/// The lock on a progress file on a mount, for one connection. Whoever makes the folder <c>books.db.lock</c> may move the one token there is
/// into it, under a name of its own; letting go moves that name back. So a process that was taken for dead and comes back can neither let go
/// nor go on with what another has taken from it: the name that it would move is gone.
/// </summary>
internal sealed class MountLock(MountNames names, string host)
{
    private const int Attempts = 5;

    private readonly string _nonce = Random.Shared.Next().ToString("x8", System.Globalization.CultureInfo.InvariantCulture);
    private LockHolder? _held;
    private long _count;

    public MountNames Names { get; } = Fresh(names);

    public string Host => host;

    public string Nonce => _nonce;

    /// <summary>The epoch of the file that the connection has open.</summary>
    public string Epoch { get; } = MountTurn.Epoch(names);

    /// <summary>Whether another has taken the lock, or put another file into the place of this one: the connection is of no use any more.</summary>
    public bool IsLost { get; private set; }

    /// <summary>Whether this connection took the lock and has not let it go; seen by the thread of the beat too.</summary>
    public bool IsHeld => Volatile.Read(ref _held) is not null;

    /// <summary>Tries once, without waiting.</summary>
    /// <returns>SQLite's code.</returns>
    public int TryTake()
    {
        if (IsLost)
        {
            return raw.SQLITE_IOERR_LOCK;
        }

        var made = MountCalls.MakeFolder(names.Lock);
        if (made != 0)
        {
            return made == MountCalls.Exists ? raw.SQLITE_BUSY : MountErrors.Code(made);
        }

        var holder = new LockHolder(Epoch, LockHolder.SafeHost(host), _nonce, ++_count);
        var moved = MountCalls.Move(names.Free(Epoch), names.Held(holder));
        if (moved == 0)
        {
            Volatile.Write(ref _held, holder);
            return raw.SQLITE_OK;
        }

        _ = MountCalls.RemoveFolder(names.Lock);
        if (moved != MountCalls.NoEntry)
        {
            return MountErrors.Code(moved);
        }

        IsLost = names.FreeEpoch() is { } now && now != Epoch;
        return IsLost ? raw.SQLITE_IOERR_LOCK : raw.SQLITE_BUSY;
    }

    /// <summary>Lets go of what is still this connection's.</summary>
    /// <returns>SQLite's code.</returns>
    public int LetGo()
    {
        if (_held is not { } held)
        {
            return raw.SQLITE_OK;
        }

        Volatile.Write(ref _held, null);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (MountCalls.Move(names.Held(held), names.Free(Epoch)) != 0)
            {
                IsLost = true;
                return raw.SQLITE_IOERR_UNLOCK;
            }

            if (MountCalls.RemoveFolder(names.Lock) != MountCalls.NotEmpty)
            {
                return raw.SQLITE_OK;
            }

            // Both names were one file for this machine, which remembered the free one from before: then a rename does nothing.
            _ = MountCalls.Refresh(names.Turn);
            _ = MountCalls.Refresh(names.Free(Epoch));
        }

        return raw.SQLITE_IOERR_UNLOCK;
    }

    /// <summary>Asks the server whether the lock that this connection took is still its own.</summary>
    public bool IsStillMine()
    {
        if (_held is not { } held)
        {
            return !IsLost;
        }

        IsLost |= MountCalls.Refresh(names.Lock) != 0 || MountCalls.Refresh(names.Held(held)) != 0;
        return !IsLost;
    }

    // So that the file which is opened next is the present one.
    private static MountNames Fresh(MountNames names)
    {
        _ = MountCalls.Refresh(names.Folder);
        return names;
    }

    /// <summary>Whether somebody holds the lock.</summary>
    public bool IsTaken() => IsHeld || MountCalls.Refresh(names.Lock) == 0;
}
