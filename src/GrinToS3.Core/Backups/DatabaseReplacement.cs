using GrinToS3.Files;
using GrinToS3.Progress;
using GrinToS3.Progress.Mounts;
using GrinToS3.Runs;
using Microsoft.Data.Sqlite;

namespace GrinToS3.Backups;

/// <summary>Looks a candidate over, sets the run's progress file aside, and renames the candidate into its place.</summary>
internal sealed class DatabaseReplacement(RunDirectory directory, TimeProvider time)
{
    internal DatabaseRestored Run(string candidate, string name, bool force)
    {
        var (origin, counts) = Examine(candidate, name);
        var present = File.Exists(directory.Database) ? Present() : default;
        if (!force && origin is not null && present.Origin is not null && origin != present.Origin)
        {
            throw new ProgressStoreException(
                ProgressFault.ForeignFile,
                $"{name} is of another run: its first volume is {origin}, that of {directory.Database} {present.Origin}; --force takes it all the same");
        }

        var aside = File.Exists(directory.Database) ? SetAside() : null;
        if (Directory.Exists(directory.Inbox))
        {
            // Its batches belong to what comes after the copy; a session that came to the same number would take them for its own.
            Directory.Delete(directory.Inbox, recursive: true);
        }

        AtomicFile.Publish(candidate, directory.Database, overwrite: true);
        return new DatabaseRestored(directory.Database, name, counts.Books, counts.Synced, aside, present.Books);
    }

    private static (string? Origin, ProgressCounts Counts) Examine(string candidate, string name)
    {
        try
        {
            using var reader = ProgressReader.OpenSnapshot(candidate);
            var found = reader.Connection.ScalarText("PRAGMA integrity_check(1)");
            return found is "ok"
                ? (Origin(reader), reader.Counts())
                : throw new ProgressStoreException(ProgressFault.Damaged, $"{name} is damaged ({found?.Split('\n')[^1]}); take another copy");
        }
        catch (ProgressStoreException problem) when (problem.Message.Contains(candidate, StringComparison.Ordinal))
        {
            throw new ProgressStoreException(
                problem.Fault,
                problem.Fault is ProgressFault.Damaged ? $"{name} is damaged; take another copy" : problem.Message.Replace(candidate, name, StringComparison.Ordinal),
                problem);
        }
    }

    /// <summary>What tells the run's own file; nothing where it is damaged, which is a reason to restore.</summary>
    private (string? Origin, long? Books) Present()
    {
        try
        {
            using var reader = ProgressReader.Open(directory.Database);
            return (Origin(reader), reader.CountBooks());
        }
        catch (ProgressStoreException problem) when (IsBeyondReading(problem))
        {
            return default;
        }
    }

    /// <summary>The volume that was added first, and when: rows are never taken out, so all copies of a run begin alike.</summary>
    private static string? Origin(ProgressReader reader) =>
        reader.Connection.ScalarText("SELECT barcode || ' of ' || created_at FROM books ORDER BY rowid LIMIT 1");

    private string SetAside()
    {
        try
        {
            using var connection = ProgressFile.Open(ProgressReader.Options(directory.Database), ProgressFile.Probe(directory.Database), SqliteOpenMode.ReadWrite);
            connection.Execute("PRAGMA locking_mode=EXCLUSIVE");
            connection.Execute("PRAGMA busy_timeout=0");

            // Refused while anybody has the file open; afterwards all of it is in one file.
            connection.Execute("PRAGMA journal_mode=DELETE");
        }
        catch (ProgressStoreException problem) when (IsBeyondReading(problem))
        {
            // It is kept as it is, with its log.
        }

        Directory.CreateDirectory(directory.Backups);
        var aside = BackupFiles.ForReplaced(directory, time.GetUtcNow());
        string[] log = ["-wal", "-journal"];
        foreach (var ending in log.Where(ending => File.Exists(directory.Database + ending)))
        {
            Copy(directory.Database + ending, aside + ending);
        }

        Copy(directory.Database, aside);
        foreach (var ending in log.Append("-shm"))
        {
            File.Delete(directory.Database + ending);
        }

        // The token on a mount bears the epoch of the file that goes (docs/adr/0010-owner-file-and-broken-locks.md).
        var turn = MountNames.Of(directory.Database).Turn;
        if (Directory.Exists(turn))
        {
            Directory.Delete(turn, recursive: true);
        }

        return aside;
    }

    private static bool IsBeyondReading(ProgressStoreException problem) =>
        problem.Fault is ProgressFault.Damaged or ProgressFault.ForeignFile or ProgressFault.Unexpected or ProgressFault.Missing or ProgressFault.NewerVersion;

    private static void Copy(string source, string target) => AtomicFile.Write(target, stream =>
    {
        using var file = File.OpenRead(source);
        file.CopyTo(stream);
    });
}
