namespace GrinToS3.Simulator.Archives;

/// <summary>What is wrong with an archive that is served.</summary>
public sealed record ArchiveFlaw
{
    /// <summary>Nothing is wrong.</summary>
    public static readonly ArchiveFlaw None = new();

    /// <summary>The offset of a byte one bit of which is flipped, counted from the end if negative; null for none.</summary>
    public long? CorruptByte { get; init; }

    /// <summary>Encrypted with another passphrase.</summary>
    public bool HasOtherPassphrase { get; init; }

    /// <summary>Without integrity protection: the message has no modification detection code.</summary>
    public bool LacksDigest { get; init; }

    /// <summary>Served without an ETag.</summary>
    public bool LacksETag { get; init; }

    /// <summary>One entry of <c>checksum.md5</c> is wrong.</summary>
    public bool HasWrongChecksum { get; init; }

    /// <summary>Without <c>checksum.md5</c>.</summary>
    public bool LacksChecksums { get; init; }

    /// <summary>Without METS.</summary>
    public bool LacksMets { get; init; }

    /// <summary>With METS but without a MARC record in it.</summary>
    public bool LacksMarc { get; init; }

    /// <summary>Without page texts.</summary>
    public bool LacksTexts { get; init; }

    /// <summary>With a member that must not be unpacked.</summary>
    public UnsafeMember UnsafeMember { get; init; }
}
