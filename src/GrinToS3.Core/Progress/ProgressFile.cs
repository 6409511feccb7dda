using GrinToS3.Files;
using GrinToS3.Progress.Mounts;
using Microsoft.Data.Sqlite;

namespace GrinToS3.Progress;

/// <summary>Looks at what lies at a path before anything is written there, and opens it if it is a run's.</summary>
internal static class ProgressFile
{
    private static readonly string[] SharedTables = ["books", "processed", "failed"];

    /// <summary>Opens a file that is absent, empty or a run's; anything else is left as it is.</summary>
    /// <exception cref="ProgressStoreException">The file is something else, or cannot be opened.</exception>
    public static ProgressConnection OpenForWriting(ProgressStoreOptions options, FileSystemKind kind, ProgressMetrics? metrics = null)
    {
        RequireFolder(options.Path);
        RequireDatabase(options.Path);
        var connection = Open(options, kind, SqliteOpenMode.ReadWriteCreate, metrics);
        try
        {
            if (kind == FileSystemKind.Network)
            {
                // See ProgressSettings: without it a file that was left in WAL mode cannot even be looked at.
                connection.Execute("PRAGMA locking_mode=EXCLUSIVE");
            }

            RequireRun(connection, mayBeEmpty: true);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Opens a file with the locks that work where it lies, without looking into it.</summary>
    public static ProgressConnection Open(ProgressStoreOptions options, FileSystemKind kind, SqliteOpenMode mode, ProgressMetrics? metrics = null)
    {
        if (kind == FileSystemKind.Network)
        {
            return ProgressConnection.OpenOnMount(options, mode, metrics);
        }

        MountTurn.ReturnJournal(MountNames.Of(options.Path));
        return ProgressConnection.Open(options.Path, options.Path, mode, vfs: null);
    }

    /// <summary>Where a file lies, as asked for or as found; what is asked for must work there.</summary>
    /// <exception cref="ProgressStoreException">WAL is asked for on a network mount.</exception>
    public static FileSystemKind Kind(ProgressStoreOptions options)
    {
        if (options.FileSystem is not { } asked)
        {
            return Probe(options.Path);
        }

        RequireFolder(options.Path);
        return MountProbe.WalRefusal(FolderOf(options.Path), asked) is { } refusal
            ? throw new ProgressStoreException(ProgressFault.SettingRefused, refusal)
            : asked;
    }

    /// <summary>Where the file's folder lies.</summary>
    public static FileSystemKind Probe(string path)
    {
        RequireFolder(path);
        return FileSystemProbe.Of(FolderOf(path));
    }

    /// <summary>Refuses what is no SQLite database, by its first bytes.</summary>
    public static void RequireDatabase(string path)
    {
        if (Directory.Exists(path))
        {
            throw new ProgressStoreException(ProgressFault.NotAFile, $"{path} is a folder, not a progress file; move it away or choose another run name");
        }

        if (!File.Exists(path))
        {
            return;
        }

        try
        {
            using var file = UnlockedFile.OpenRead(path);
            Span<byte> start = stackalloc byte[16];
            var read = RandomAccess.Read(file, start, 0);
            if (read > 0 && !start[..read].SequenceEqual("SQLite format 3\0"u8))
            {
                throw SqliteFault.Of(SQLitePCL.raw.SQLITE_NOTADB, "", path);
            }
        }
        catch (UnauthorizedAccessException e)
        {
            throw new ProgressStoreException(ProgressFault.Unwritable, $"cannot open {path}: {e.Message}", e);
        }
    }

    /// <summary>Refuses a database with other tables than a run's, and one of a newer version.</summary>
    public static void RequireRun(ProgressConnection connection, bool mayBeEmpty)
    {
        connection.Mount?.RequireEpoch(connection);
        var version = connection.Scalar("PRAGMA user_version");
        var tables = connection.Texts("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'");
        var isEmpty = tables.Count == 0 && version == 0;
        if (isEmpty && !mayBeEmpty)
        {
            // A start that ended in its first moment leaves such a file.
            throw new ProgressStoreException(ProgressFault.Missing, $"{connection.Path} is empty; run grin collect first");
        }

        var missing = SharedTables.Except(tables).FirstOrDefault();
        if (!isEmpty && missing is not null)
        {
            throw Foreign(connection.Path, $"the table {missing}");
        }

        var columns = connection.Texts("SELECT name FROM pragma_table_info('books')");
        var column = Enum.GetValues<BookColumn>().Select(BookColumns.SqlName).Except(columns).FirstOrDefault();
        if (!isEmpty && column is not null)
        {
            throw Foreign(connection.Path, $"the column books.{column}");
        }

        if (version > SchemaMigrations.Latest)
        {
            throw new ProgressStoreException(
                ProgressFault.NewerVersion,
                $"{connection.Path} was written by a newer version (schema {version}, this one knows {SchemaMigrations.Latest}); update this tool");
        }
    }

    private static ProgressStoreException Foreign(string path, string lacking) =>
        new(ProgressFault.ForeignFile, $"{path} is a database of another program: it lacks {lacking}; move it away or choose another run name");

    /// <summary>Refuses a path whose folder does not exist.</summary>
    public static void RequireFolder(string path)
    {
        if (!Directory.Exists(FolderOf(path)))
        {
            throw new ProgressStoreException(ProgressFault.Unwritable, $"the folder {FolderOf(path)} for {Path.GetFileName(path)} does not exist; create it first");
        }
    }

    private static string FolderOf(string path) => Path.GetDirectoryName(Path.GetFullPath(path)) ?? Path.GetFullPath(path);
}
