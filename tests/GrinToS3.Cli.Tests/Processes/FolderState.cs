using System.Security.Cryptography;

namespace GrinToS3.Cli.Processes;

/// <summary>All folders and files below a folder: names, sizes, times of the last change, digests.</summary>
internal static class FolderState
{
    internal static List<string> Of(string folder) =>
    [
        .. Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(path => $"{Path.GetRelativePath(folder, path)} {Describe(path)}"),
    ];

    private static string Describe(string path)
    {
        if (Directory.Exists(path))
        {
            return "folder";
        }

        // Read through a handle that shares everything: a test may hold the file itself, as another session would.
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return $"{file.Length} {File.GetLastWriteTimeUtc(path):O} {Convert.ToHexString(SHA256.HashData(file))}";
    }
}
