namespace GrinToS3.Progress.Mounts;

/// <summary>What a look at a progress file's folder showed.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="FileSystemName">The file system as the system names it, such as <c>nfs4</c>, <c>cifs</c>, <c>ext4</c>; null where it is not known.</param>
/// <param name="FileSystem">Whether it is a local disk or a network mount; null where the folder is missing.</param>
/// <param name="FreeBytes">How much may still be written; null where it is not known.</param>
/// <param name="JournalMode">The journal mode that a database there has with our settings, as SQLite says: <c>wal</c> or <c>delete</c>; null where none could be opened.</param>
/// <param name="Problems">What keeps a run from starting, a line each: what, where, and what to do. Empty where all is well.</param>
public sealed record MountReport(
    string Folder,
    string? FileSystemName,
    FileSystemKind? FileSystem,
    long? FreeBytes,
    string? JournalMode,
    IReadOnlyList<string> Problems)
{
    /// <summary>Whether a run may start there.</summary>
    public bool IsUsable => Problems.Count == 0;
}
