namespace GrinToS3.Progress.Mounts;

/// <summary>The names beside a progress file on a mount (docs/adr/0010-owner-file-and-broken-locks.md).</summary>
/// <param name="Database">The progress file, <c>books.db</c>.</param>
internal sealed record MountNames(string Database)
{
    private const string FreePrefix = "free-";

    /// <summary>The names beside a file, or beside what a link stands for.</summary>
    public static MountNames Of(string path)
    {
        var full = Path.GetFullPath(path);
        return new MountNames(File.Exists(full) ? File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full : full);
    }

    /// <summary>The folder that all of them lie in.</summary>
    public string Folder { get; } = Path.GetDirectoryName(Path.GetFullPath(Database))!;

    /// <summary>The lock, as SQLite's <c>unix-dotfile</c> has it: a folder that is there while somebody holds it.</summary>
    public string Lock => Database + ".lock";

    /// <summary>The beat of whoever holds the file open.</summary>
    public string Owner => Database + ".owner";

    /// <summary>Where the token lies while nobody holds the lock.</summary>
    public string Turn => Database + ".turn";

    /// <summary>The journal's name for SQLite, and for programs that are not this one.</summary>
    public string PlainJournal => Database + "-journal";

    public string Free(string epoch) => Path.Combine(Turn, FreePrefix + epoch);

    public string Held(LockHolder holder) => Path.Combine(Lock, holder.ToString());

    // SQLite takes the permissions of a journal from the file whose name comes before the last hyphen.
    public string Journal(string epoch) => $"{Database}-journal_{epoch}";

    /// <summary>The journal of a dead owner, out of its reach.</summary>
    public string DeadJournal(string epoch) => $"{Database}.dead-{epoch}";

    /// <summary>The progress file that a dead owner may still have open.</summary>
    public string OldDatabase(string epoch) => $"{Database}.old-{epoch}";

    /// <summary>The copy that one successor makes.</summary>
    public string NewDatabase(string epoch, string nonce) => NewPrefix(epoch) + nonce;

    /// <summary>The epoch of the token that lies in <see cref="Turn"/>; null where it is taken.</summary>
    public string? FreeEpoch() => Entries(Turn).FirstOrDefault(static name => name.StartsWith(FreePrefix, StringComparison.Ordinal))?[FreePrefix.Length..];

    /// <summary>Names of the copies that any successor of an epoch has begun.</summary>
    public IEnumerable<string> NewDatabases(string epoch)
    {
        var prefix = Path.GetFileName(NewPrefix(epoch));
        return Entries(Folder).Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Select(name => Path.Combine(Folder, name));
    }

    /// <summary>The names in a folder as the server has them now; none where it is gone.</summary>
    public static IReadOnlyList<string> Entries(string folder)
    {
        if (MountCalls.Refresh(folder) != 0)
        {
            return [];
        }

        try
        {
            return [.. Directory.EnumerateFileSystemEntries(folder).Select(static path => Path.GetFileName(path))];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }

    /// <summary>A name in a folder as the server has it now; null where the folder is empty or gone.</summary>
    public static string? FirstEntry(string folder) => Entries(folder) is [var first, ..] ? first : null;

    private string NewPrefix(string epoch) => $"{Database}.new-{epoch}-";
}
