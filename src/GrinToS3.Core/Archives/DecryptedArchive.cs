namespace GrinToS3.Archives;

/// <summary>What decrypting gave, the message being verified.</summary>
internal sealed record DecryptedArchive(long EncryptedBytes, string Protection, long ArchiveBytes, string Sha256);
