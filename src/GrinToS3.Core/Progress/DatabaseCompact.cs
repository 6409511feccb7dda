using Microsoft.Data.Sqlite;

namespace GrinToS3.Progress;

/// <summary>Rewrites a progress file without gaps, in pages of 8192 bytes, and counts again what the file keeps counted.</summary>
public static class DatabaseCompact
{
    /// <summary>
    /// Compacts a file that nobody else has open. It stays the same file and is rewritten in one transaction: a crash leaves it as it was,
    /// and whoever waits for its lock never gets hold of a file that was replaced. Needs as much free space again as the file has.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ProgressStoreException">It is in use, not a run's, or there is no space; it is unchanged.</exception>
    public static DatabaseCompactResult Run(string path)
    {
        ProgressReader.Open(path).Dispose();
        var before = new FileInfo(path).Length;
        using (var connection = ProgressFile.Open(ProgressReader.Options(path), ProgressFile.Probe(path), SqliteOpenMode.ReadWrite))
        {
            connection.Execute("PRAGMA locking_mode=EXCLUSIVE");
            connection.Execute("PRAGMA busy_timeout=0");

            // Leaving WAL is refused while another connection is open, and a page size can only change outside of it.
            connection.Execute("PRAGMA journal_mode=DELETE");
            connection.Execute($"PRAGMA page_size={ProgressSettings.PageSize}");
            SyncEvents.CountAgain(connection);
            connection.Execute("VACUUM");
        }

        return new DatabaseCompactResult(before, new FileInfo(path).Length);
    }
}
