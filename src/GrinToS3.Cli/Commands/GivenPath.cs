namespace GrinToS3.Cli.Commands;

/// <summary>Paths as people give them in options.</summary>
internal static class GivenPath
{
    /// <summary>The whole path, where <c>~</c> begins at home also when the shell has not replaced it.</summary>
    internal static string ToAbsolute(string option, string path)
    {
        if (path is "")
        {
            throw new CommandFailedException(ExitCode.BadInput, $"{option} is empty");
        }

        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return Path.GetFullPath(path is "~" || path.StartsWith("~/", StringComparison.Ordinal) ? home + path[1..] : path);
    }
}
