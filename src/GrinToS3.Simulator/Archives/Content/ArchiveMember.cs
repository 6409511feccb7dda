namespace GrinToS3.Simulator.Archives.Content;

/// <summary>A file in an archive.</summary>
/// <param name="Name">Its name, without a folder.</param>
/// <param name="Blob">What it contains.</param>
internal sealed record ArchiveMember(string Name, Blob Blob);
