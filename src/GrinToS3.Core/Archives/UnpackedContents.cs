using GrinToS3.Archives.Checksums;
using GrinToS3.Archives.Marc;
using GrinToS3.Archives.Pages;

namespace GrinToS3.Archives;

/// <summary>What unpacking gave, without what is known of the message around it.</summary>
internal sealed record UnpackedContents(
    long UnpackedBytes,
    IReadOnlyList<ArchiveMember> Members,
    ChecksumReport Checksums,
    PageTextSummary? Text,
    MarcRecord? Marc,
    string? MarcProblem);
