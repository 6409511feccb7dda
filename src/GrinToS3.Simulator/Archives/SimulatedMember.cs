namespace GrinToS3.Simulator.Archives;

/// <summary>A file in an archive.</summary>
/// <param name="Name">Its name, without a folder.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Md5">Its MD5 in lower-case hexadecimal.</param>
public readonly record struct SimulatedMember(string Name, long Length, string Md5);
