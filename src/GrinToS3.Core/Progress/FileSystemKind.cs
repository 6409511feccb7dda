namespace GrinToS3.Progress;

/// <summary>Where a progress file lies, as far as SQLite's locks care.</summary>
public enum FileSystemKind
{
    /// <summary>A disk of this machine: byte-range locks and shared memory work.</summary>
    Local,

    /// <summary>A mount that other machines may see too (cifs, smb, nfs, fuse): neither can be relied on.</summary>
    Network,
}
