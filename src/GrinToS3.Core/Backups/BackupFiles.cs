using System.Text.RegularExpressions;
using GrinToS3.Files;
using GrinToS3.Runs;

namespace GrinToS3.Backups;

/// <summary>The names of copies in a run's folder <c>backups</c>, as the Python tool gives them too (spec: storage-config 7.3).</summary>
internal static partial class BackupFiles
{
    /// <summary>The copies, newest first: the moment is in the name, so a copied or touched file keeps its place.</summary>
    internal static IReadOnlyList<string> Of(RunDirectory directory) => Directory.Exists(directory.Backups)
        ? [.. Directory.EnumerateFiles(directory.Backups).Where(static path => BackupName().IsMatch(Path.GetFileName(path))).OrderDescending(StringComparer.Ordinal)]
        : [];

    /// <summary>A name for a copy of this moment that no file has.</summary>
    internal static string ForBackup(RunDirectory directory, DateTimeOffset moment) => DatedName.Free(directory.Backups, "books_backup", moment, ".db");

    /// <summary>A name for a file that another one replaces; no retention takes it.</summary>
    internal static string ForReplaced(RunDirectory directory, DateTimeOffset moment) => DatedName.Free(directory.Backups, "books_replaced", moment, ".db");

    [GeneratedRegex("^books_backup_[0-9]{8}_[0-9]{6}\\.db\\z", RegexOptions.CultureInvariant)]
    private static partial Regex BackupName();
}
