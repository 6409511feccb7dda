namespace GrinToS3.Archives;

/// <summary>What reading a stored archive gave.</summary>
internal sealed record ReadArchive(long ArchiveBytes, string Sha256);
