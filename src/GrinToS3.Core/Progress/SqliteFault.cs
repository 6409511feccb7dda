using SQLitePCL;

namespace GrinToS3.Progress;

/// <summary>Turns SQLite's result codes into faults of the progress file, in one place.</summary>
internal static class SqliteFault
{
    public static ProgressStoreException Of(sqlite3 database, int code, string path) =>
        Of(code, raw.sqlite3_errmsg(database).utf8_to_string(), path);

    public static ProgressStoreException Of(int code, string detail, string path) => (code & 0xFF) switch
    {
        raw.SQLITE_CORRUPT => new(ProgressFault.Damaged, $"{path} is damaged ({detail}); bring a copy back: grin db restore --from-storage"),
        raw.SQLITE_NOTADB => new(ProgressFault.ForeignFile, $"{path} is not a SQLite database; bring a copy back (grin db restore), or choose another run name"),
        raw.SQLITE_FULL => new(ProgressFault.DiskFull, $"no space is left to write {path}; nothing of this step was kept, free some space and run it again"),
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new(ProgressFault.Busy, $"{path} is locked by another program; wait until it has ended and run this again"),
        raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN or raw.SQLITE_PERM or raw.SQLITE_AUTH =>
            new(ProgressFault.Unwritable, $"cannot open {path} for writing ({detail}); check that its folder exists and is writable"),
        raw.SQLITE_IOERR => new(ProgressFault.InputOutput, $"reading or writing {path} failed ({detail}); check the disk or the mount"),
        _ => new(ProgressFault.Unexpected, $"SQLite answered {code} for {path}: {detail}"),
    };
}
