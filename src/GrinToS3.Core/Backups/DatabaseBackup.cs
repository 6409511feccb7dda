using GrinToS3.Files;
using GrinToS3.Progress;
using GrinToS3.Runs;

namespace GrinToS3.Backups;

/// <summary>Copies a run's progress file into its folder <c>backups</c>, beside whoever works on it (spec: storage-config 7.3).</summary>
public static class DatabaseBackup
{
    /// <summary>How many copies are kept where nothing else is said, as with the Python tool.</summary>
    public const int DefaultKeep = 10;

    // What a kill left; a copy that is under way is written all the time.
    private static readonly TimeSpan Abandoned = TimeSpan.FromHours(1);

    /// <summary>Makes a copy whose integrity is checked before it has its name, then deletes the oldest copies.</summary>
    /// <param name="directory">The run.</param>
    /// <param name="time">The clock that names it.</param>
    /// <param name="keep">How many copies are kept, this one included; at least 1.</param>
    /// <exception cref="ProgressStoreException">The file cannot be read or is damaged, or there is no space; no copy was made and none deleted.</exception>
    public static BackupTaken Take(RunDirectory directory, TimeProvider time, int keep)
    {
        ArgumentNullException.ThrowIfNull(directory);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentOutOfRangeException.ThrowIfLessThan(keep, 1);
        using var reader = ProgressReader.Open(directory.Database);
        Directory.CreateDirectory(directory.Backups);
        Leftovers.Sweep(directory.Backups, writtenBefore: time.GetUtcNow() - Abandoned);
        var path = BackupFiles.ForBackup(directory, time.GetUtcNow());
        Snapshot.TakeChecked(reader, path);
        using var copy = ProgressReader.OpenSnapshot(path);
        var old = BackupFiles.Of(directory).Where(one => one != path).Skip(keep - 1).ToList();
        old.ForEach(File.Delete);
        return new BackupTaken(path, new FileInfo(path).Length, copy.CountBooks(), old);
    }
}
