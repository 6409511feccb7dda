namespace GrinToS3.Archives;

/// <summary>A file in an archive.</summary>
/// <param name="Name">Its name, with <c>/</c> between folders.</param>
/// <param name="Size">Its bytes.</param>
/// <param name="Md5">The MD5 of its content: 32 lower-case hexadecimal digits, as in <c>checksum.md5</c>.</param>
public sealed record ArchiveMember(string Name, long Size, string Md5);
