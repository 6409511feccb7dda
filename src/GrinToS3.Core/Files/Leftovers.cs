namespace GrinToS3.Files;

/// <summary>Deletes the temp files of <see cref="AtomicFile"/> that a killed process left; never a file of anybody else, or one that is being written.</summary>
public static class Leftovers
{
    // SQLite's: a copy of a file in WAL is itself in WAL until it is led out of it.
    private static readonly string[] Beside = ["-journal", "-wal", "-shm"];

    /// <summary>Sweeps a folder; nothing happens where it is absent.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="andBelow">Whether folders below it are swept as well.</param>
    /// <param name="writtenBefore">Only files that were last written before; null for all. SQLite's locks do not tell who still writes.</param>
    /// <returns>How many files were deleted.</returns>
    public static int Sweep(string folder, bool andBelow = false, DateTimeOffset? writtenBefore = null)
    {
        var found = new EnumerationOptions { RecurseSubdirectories = andBelow };
        return Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, $"*{AtomicFile.TemporarySuffix}*", found)
                .Count(path => IsOurs(Path.GetFileName(path)) && (writtenBefore is not { } moment || File.GetLastWriteTimeUtc(path) < moment) && TryDelete(path))
            : 0;
    }

    private static bool TryDelete(string path)
    {
        try
        {
            // A writer shares its file with readers only, and a kill gives that up.
            using var unused = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>As <see cref="AtomicFile.TemporaryName"/> makes them, and what SQLite puts beside one that it writes.</summary>
    private static bool IsOurs(string name) =>
        AtomicFile.IsTemporary(Beside.FirstOrDefault(ending => name.EndsWith(ending, StringComparison.Ordinal)) is { } ending ? name[..^ending.Length] : name);
}
