namespace GrinToS3.Archives.Checksums;

/// <summary>What <c>checksum.md5</c> said about the members (spec: storage-config 9). A difference is an error and has no report.</summary>
/// <param name="Listed">Lines that name a member; 0 where there is no such file.</param>
/// <param name="Verified">Members that were found as listed.</param>
/// <param name="Unlisted">Members, apart from <c>checksum.md5</c>, that no line names.</param>
/// <param name="Unreadable">Lines that are neither blank nor a checksum with a name.</param>
public sealed record ChecksumReport(int Listed, int Verified, int Unlisted, int Unreadable);
