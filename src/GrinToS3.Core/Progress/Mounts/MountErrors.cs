using SQLitePCL;

namespace GrinToS3.Progress.Mounts;

/// <summary>Turns the system's errors into SQLite's codes, so that they end up as the faults that SQLite's own become.</summary>
internal static class MountErrors
{
    public static int Code(int error) => error switch
    {
        1 or 13 or 30 => raw.SQLITE_PERM, // not permitted, no access, read-only
        28 or 122 => raw.SQLITE_FULL, // no space, over quota
        _ => raw.SQLITE_IOERR_LOCK,
    };
}
