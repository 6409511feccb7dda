using System.Globalization;

namespace GrinToS3.Progress;

/// <summary>SQLite's settings by where the file lies (docs/adr/0003-cache-and-mmap.md). Each is read back after it is set.</summary>
internal static class ProgressSettings
{
    public const int PageSize = 8192;

    // A random-order batch dirties most pages of the key index; a longer log lets several batches share the checkpoint of such a page.
    private const int CheckpointPages = 4000;

    /// <summary>Sets and reads back everything.</summary>
    /// <exception cref="ProgressStoreException">SQLite refused a setting.</exception>
    public static void Apply(ProgressConnection connection, ProgressStoreOptions options, FileSystemKind kind)
    {
        var milliseconds = (long)options.BusyTimeout.TotalMilliseconds;
        Set(connection, "busy_timeout", Text(milliseconds), Text(milliseconds));
        if (connection.Scalar("PRAGMA page_count") == 0)
        {
            // Only before the journal mode and the first table; afterwards SQLite would ignore it.
            Set(connection, "page_size", Text(PageSize), Text(PageSize));
        }

        SetJournal(connection, kind);
        var synchronous = kind == FileSystemKind.Network ? SyncMode.Full : options.Synchronous;
        Set(connection, "synchronous", Text((int)synchronous), Text((int)synchronous));
        var kibibytes = -1024L * options.CacheSizeMiB;
        Set(connection, "cache_size", Text(kibibytes), Text(kibibytes));
        var mapped = kind == FileSystemKind.Network ? 0 : 1024L * 1024 * options.MmapSizeMiB;
        Set(connection, "mmap_size", Text(mapped), Text(mapped));
        Set(connection, "temp_store", "MEMORY", "2");

        // Histories of unknown barcodes are legal; this build of SQLite enforces foreign keys by default.
        Set(connection, "foreign_keys", "OFF", "0");
    }

    /// <summary>Does something that reads the whole file without mapping it: pages that are read once would count as this process's memory.</summary>
    public static T WithoutMap<T>(ProgressConnection connection, Func<T> work)
    {
        var mapped = connection.ScalarText("PRAGMA mmap_size");
        connection.Execute("PRAGMA mmap_size=0");
        try
        {
            return work();
        }
        finally
        {
            connection.Execute($"PRAGMA mmap_size={mapped}");
        }
    }

    private static void SetJournal(ProgressConnection connection, FileSystemKind kind)
    {
        if (kind == FileSystemKind.Local)
        {
            Set(connection, "journal_mode", "WAL", "wal");
            Set(connection, "wal_autocheckpoint", Text(CheckpointPages), Text(CheckpointPages));
            return;
        }

        // Only an exclusive connection can read a file that was left in WAL mode without shared memory, and so lead it out of it.
        Set(connection, "locking_mode", "EXCLUSIVE", "exclusive");
        Set(connection, "journal_mode", "DELETE", "delete");
        Set(connection, "locking_mode", "NORMAL", "normal");
    }

    private static void Set(ProgressConnection connection, string pragma, string value, string expected)
    {
        connection.Execute($"PRAGMA {pragma}={value}");
        var actual = connection.ScalarText($"PRAGMA {pragma}");
        if (actual != expected)
        {
            throw new ProgressStoreException(
                ProgressFault.SettingRefused,
                $"SQLite did not take {pragma}={value} for {connection.Path}: it is {actual ?? "unknown"}; check the disk or the mount");
        }
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
