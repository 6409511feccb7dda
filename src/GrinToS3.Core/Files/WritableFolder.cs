namespace GrinToS3.Files;

/// <summary>Finds out whether a folder can be made and written, without making it.</summary>
public static class WritableFolder
{
    /// <summary>Writes and deletes a file in the nearest folder that exists.</summary>
    /// <param name="what">What the folder is for, such as <c>storage folder</c>.</param>
    /// <param name="path">The folder, absolute.</param>
    /// <returns>What is wrong, in one line, or null.</returns>
    public static string? Examine(string what, string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var folder = path;
        while (!Directory.Exists(folder))
        {
            if (File.Exists(folder))
            {
                return $"the {what} {path} can't be made: {folder} is a file";
            }

            folder = Path.GetDirectoryName(folder)!;
        }

        var probe = AtomicFile.TemporaryName(Path.Combine(folder, "write-probe"));
        try
        {
            using var file = new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return $"the {what} {path} can't be written: {error.Message.Replace(probe, folder, StringComparison.Ordinal)}";
        }
    }
}
