namespace GrinToS3.Archives;

/// <summary>Why an archive was not verified (spec: storage-config 8, 9). The order is that of the layers, from outside in.</summary>
public enum ArchiveErrorKind
{
    /// <summary>There is no passphrase file, or it is empty or unreadable.</summary>
    NoPassphrase,

    /// <summary>The message is for public keys only, and none of their private keys is at hand.</summary>
    NoPrivateKey,

    /// <summary>No passphrase or key at hand gives the message's session key; damage to the message's first bytes looks the same.</summary>
    WrongPassphrase,

    /// <summary>The bytes are no OpenPGP message at all.</summary>
    NotOpenPgp,

    /// <summary>The message ends too early, or does not have the number of bytes that was promised.</summary>
    Cut,

    /// <summary>The message's structure is broken.</summary>
    Damaged,

    /// <summary>The message is not protected against changes, and that was not allowed.</summary>
    IntegrityMissing,

    /// <summary>The message was changed after it was encrypted.</summary>
    IntegrityFailed,

    /// <summary>A packet, a cipher or a form that this program does not know.</summary>
    Unsupported,

    /// <summary>The decrypted archive is no complete gzip file.</summary>
    GzipDamaged,

    /// <summary>What is inside the gzip file is no complete tar archive.</summary>
    TarDamaged,

    /// <summary>A member that has no place in an archive of a volume: a name that climbs out, a link, a device.</summary>
    UnsafeMember,

    /// <summary>A member differs from its line in <c>checksum.md5</c>.</summary>
    ChecksumMismatch,

    /// <summary>A member that <c>checksum.md5</c> lists is not there.</summary>
    MemberMissing,

    /// <summary>A limit of <see cref="ArchivePassOptions"/> was exceeded.</summary>
    TooLarge,
}
