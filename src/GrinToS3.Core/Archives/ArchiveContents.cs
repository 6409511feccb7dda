using GrinToS3.Archives.Checksums;
using GrinToS3.Archives.Marc;
using GrinToS3.Archives.Pages;

namespace GrinToS3.Archives;

/// <summary>What a verified archive holds. There is one only where everything was checked: integrity, gzip, tar, checksums, byte count.</summary>
/// <param name="EncryptedBytes">Bytes of the OpenPGP message.</param>
/// <param name="Protection">Its cipher, and how it is protected, such as <c>AES-256, MDC</c>.</param>
/// <param name="ArchiveBytes">Bytes of the decrypted archive, a <c>.tar.gz</c>.</param>
/// <param name="Sha256">Its SHA-256: 64 lower-case hexadecimal digits.</param>
/// <param name="UnpackedBytes">Bytes of the tar archive in it.</param>
/// <param name="Members">The files in it, in its order.</param>
/// <param name="Checksums">What <c>checksum.md5</c> said.</param>
/// <param name="Text">The page texts; null where there are none, or they were not asked for.</param>
/// <param name="Marc">The MARC record; null where there is none.</param>
/// <param name="MarcProblem">Why there is no MARC record.</param>
public sealed record ArchiveContents(
    long EncryptedBytes,
    string Protection,
    long ArchiveBytes,
    string Sha256,
    long UnpackedBytes,
    IReadOnlyList<ArchiveMember> Members,
    ChecksumReport Checksums,
    PageTextSummary? Text,
    MarcRecord? Marc,
    string? MarcProblem)
    : StoredContents(ArchiveBytes, Sha256, UnpackedBytes, Members, Checksums, Text, Marc, MarcProblem);
