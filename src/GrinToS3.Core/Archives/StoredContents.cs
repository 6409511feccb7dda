using GrinToS3.Archives.Checksums;
using GrinToS3.Archives.Marc;
using GrinToS3.Archives.Pages;

namespace GrinToS3.Archives;

/// <summary>What a decrypted archive holds. There is one only where everything in it was checked: gzip, tar, checksums.</summary>
/// <param name="ArchiveBytes">Bytes of the decrypted archive, a <c>.tar.gz</c>.</param>
/// <param name="Sha256">Its SHA-256: 64 lower-case hexadecimal digits.</param>
/// <param name="UnpackedBytes">Bytes of the tar archive in it.</param>
/// <param name="Members">The files in it, in its order.</param>
/// <param name="Checksums">What <c>checksum.md5</c> said.</param>
/// <param name="Text">The page texts; null where there are none, or they were not asked for.</param>
/// <param name="Marc">The MARC record; null where there is none.</param>
/// <param name="MarcProblem">Why there is no MARC record.</param>
public record StoredContents(
    long ArchiveBytes,
    string Sha256,
    long UnpackedBytes,
    IReadOnlyList<ArchiveMember> Members,
    ChecksumReport Checksums,
    PageTextSummary? Text,
    MarcRecord? Marc,
    string? MarcProblem);
