namespace GrinToS3.Progress.Mounts;

/// <summary>What one look at the lock showed.</summary>
/// <param name="IsTaken">Whether the lock's folder is there.</param>
/// <param name="Entry">The token's name in it; null where the lock is another program's, or was left half taken.</param>
/// <param name="Changed">When the folder changed, by the server's clock; only compared with itself.</param>
/// <param name="Owner">The text of <c>books.db.owner</c>.</param>
internal sealed record LockView(bool IsTaken, string? Entry, DateTime Changed, string? Owner)
{
    /// <summary>Who holds it, where it is one of us.</summary>
    public LockHolder? Holder => Entry is null ? null : LockHolder.Parse(Entry);

    /// <summary>Looks.</summary>
    /// <param name="names">Where.</param>
    /// <param name="knownOwner">The text of <c>books.db.owner</c> where it was read only just now.</param>
    public static LockView Of(MountNames names, string? knownOwner = null)
    {
        var owner = knownOwner ?? OwnerRecord.ReadText(names);
        if (MountCalls.Refresh(names.Lock) != 0)
        {
            return new LockView(IsTaken: false, null, default, owner);
        }

        var changed = Directory.GetLastWriteTimeUtc(names.Lock);
        var entry = MountNames.FirstEntry(names.Lock);
        return new LockView(IsTaken: true, entry ?? LookAgain(names, changed), changed, owner);
    }

    /// <summary>Whether it is the same lock, not one that was taken since.</summary>
    public bool IsSameLock(LockView other) =>
        IsTaken && other.IsTaken && Entry == other.Entry && (Entry is not null || Changed == other.Changed);

    /// <summary>The holder's name for a person.</summary>
    public string HolderName()
    {
        var owner = OwnerRecord.Parse(Owner);
        return Holder switch
        {
            { } holder when owner?.Nonce == holder.Nonce => owner.Host,
            { } holder => holder.Host,
            null => "another program",
        };
    }

    // NFS 3 can't tell that a folder has changed twice within one tick of the server's clock; setting its time, to what it is, shows it.
    private static string? LookAgain(MountNames names, DateTime changed)
    {
        try
        {
            Directory.SetLastWriteTimeUtc(names.Lock, changed);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }

        return MountNames.FirstEntry(names.Lock);
    }
}
