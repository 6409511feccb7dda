using GrinToS3.Files;
using GrinToS3.Progress.Mounts;
using Microsoft.Data.Sqlite;

namespace GrinToS3.Progress;

/// <summary>Copies a progress file while it is in use (spec: storage-config 7.3).</summary>
public static class Snapshot
{
    /// <summary>
    /// Copies the file as it is now into one file without a log beside it; it appears at its name when it is whole. Calls of the store
    /// from other threads wait meanwhile.
    /// </summary>
    /// <param name="store">The open progress file.</param>
    /// <param name="path">Where the copy shall be, in a folder that exists; a file there is replaced.</param>
    /// <exception cref="ProgressStoreException">The copy could not be made; nothing is left of it.</exception>
    public static void Take(ProgressStore store, string path)
    {
        ArgumentNullException.ThrowIfNull(store);

        // Nobody else knows the copy's name, and on some mounts SQLite's own locks do not work at all.
        var vfs = store.FileSystem == FileSystemKind.Network ? MountVfs.BaseName : null;
        Take(path, temporary => store.Read(connection => ProgressSettings.WithoutMap(connection, () => Copy(connection, temporary, vfs))));
    }

    /// <summary>The same, beside the file's owner.</summary>
    /// <param name="reader">The file.</param>
    /// <param name="path">Where the copy shall be, in a folder that exists; a file there is replaced.</param>
    /// <exception cref="ProgressStoreException">The copy could not be made; nothing is left of it.</exception>
    public static void Take(ProgressReader reader, string path)
    {
        ArgumentNullException.ThrowIfNull(reader);
        Take(path, temporary => Copy(reader.Connection, temporary, vfs: null));
    }

    /// <summary>The same, and the copy's integrity is checked before it appears: what is found damaged leaves nothing.</summary>
    /// <param name="reader">The file.</param>
    /// <param name="path">Where the copy shall be, in a folder that exists; a file there is replaced.</param>
    /// <exception cref="ProgressStoreException">The copy could not be made, or is damaged; nothing is left of it.</exception>
    public static void TakeChecked(ProgressReader reader, string path)
    {
        ArgumentNullException.ThrowIfNull(reader);
        Take(path, temporary =>
        {
            Copy(reader.Connection, temporary, vfs: null);
            return RequireIntegrity(temporary, reader.Connection.Path);
        });
    }

    private static void Take(string path, Func<string, int> copy)
    {
        ProgressFile.RequireFolder(path);
        var temporary = AtomicFile.TemporaryName(path);
        try
        {
            _ = copy(temporary);
            AtomicFile.Publish(temporary, path, overwrite: true);
        }
        catch (SqliteException e)
        {
            throw SqliteFault.Of(e.SqliteErrorCode, e.Message, path);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static int RequireIntegrity(string copy, string source)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = copy, Pooling = false }.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check(1)";
        return command.ExecuteScalar() is "ok" ? 0 : throw SqliteFault.Of(SQLitePCL.raw.SQLITE_CORRUPT, $"its copy fails the integrity check: {command.ExecuteScalar()}", source);
    }

    private static int Copy(ProgressConnection source, string path, string? vfs)
    {
        using var copy = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, Vfs = vfs }.ConnectionString);
        copy.Open();
        source.BackUpTo(copy);
        using var command = copy.CreateCommand();
        command.CommandText = "PRAGMA journal_mode=DELETE";
        return command.ExecuteNonQuery();
    }
}
