using GrinToS3.Progress.Mounts;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace GrinToS3.Progress;

/// <summary>One open connection with the statements that are prepared on it. Not thread-safe; its owner is.</summary>
internal sealed class ProgressConnection : IDisposable
{
    // Statements are constants, so that comparing references finds them without hashing a kilobyte of SQL.
    private readonly Dictionary<string, Statement> _statements = new(ReferenceEqualityComparer.Instance);
    private readonly SqliteConnection _connection;
    private readonly sqlite3 _database;
    private readonly nint _handle;
    private MountSession? _mount;

    private ProgressConnection(SqliteConnection connection, string path)
    {
        _connection = connection;
        _database = connection.Handle!;
        _handle = _database.DangerousGetHandle();
        Path = path;
    }

    public string Path { get; }

    /// <summary>Rows that the last statement inserted, updated or deleted.</summary>
    public int Changes => SqliteNative.Changes(_handle);

    /// <summary>Its part in the lock on a mount; null on a local disk.</summary>
    public MountSession? Mount => _mount;

    private bool InTransaction => raw.sqlite3_get_autocommit(_database) == 0;

    /// <summary>Opens without setting anything.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="dataSource">The file as SQLite shall open it; may be a <c>file:</c> URI.</param>
    /// <param name="mode">Whether it may be written or made.</param>
    /// <param name="vfs">SQLite's file layer, or null for the default.</param>
    /// <exception cref="ProgressStoreException">The file cannot be opened.</exception>
    public static ProgressConnection Open(string path, string dataSource, SqliteOpenMode mode, string? vfs)
    {
        const int driverTimeoutSeconds = 5;
        var settings = new SqliteConnectionStringBuilder
        {
            DataSource = dataSource,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = driverTimeoutSeconds,
            Vfs = vfs,
        };
        var connection = new SqliteConnection(settings.ConnectionString);
        try
        {
            connection.Open();
            return new ProgressConnection(connection, path);
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            throw SqliteFault.Of(e.SqliteErrorCode, e.Message, path);
        }
    }

    /// <summary>Opens a file on a mount, with the lock that works there.</summary>
    /// <param name="options">The file, the host, and how it makes itself heard.</param>
    /// <param name="mode">Whether it may be written or made.</param>
    /// <param name="metrics">Counts for the host.</param>
    /// <exception cref="ProgressStoreException">The file cannot be opened.</exception>
    public static ProgressConnection OpenOnMount(ProgressStoreOptions options, SqliteOpenMode mode, ProgressMetrics? metrics)
    {
        var mount = MountSession.Open(options, metrics);
        try
        {
            var connection = Open(options.Path, options.Path, mode, mount.Vfs);
            connection._mount = mount;
            return connection;
        }
        catch
        {
            mount.Dispose();
            throw;
        }
    }

    /// <summary>The statement for a constant, prepared on first use.</summary>
    public Statement Prepare(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            statement = new Statement(_database, sql, Path);
            _statements.Add(sql, statement);
        }

        return statement;
    }

    /// <summary>Runs a statement that is not worth keeping; its rows are passed over.</summary>
    public void Execute(string sql)
    {
        using var statement = new Statement(_database, sql, Path);
        statement.Execute();
    }

    /// <summary>Runs a script of several statements.</summary>
    public void ExecuteScript(string sql)
    {
        var code = raw.sqlite3_exec(_database, sql);
        if (code != raw.SQLITE_OK)
        {
            throw SqliteFault.Of(_database, code, Path);
        }
    }

    /// <summary>The first column of the first row; 0 where there is none.</summary>
    public long Scalar(string sql)
    {
        using var statement = new Statement(_database, sql, Path);
        return statement.Step() ? statement.Int64(0) : 0;
    }

    /// <summary>The first column of the first row as text; null where there is none.</summary>
    public string? ScalarText(string sql)
    {
        using var statement = new Statement(_database, sql, Path);
        return statement.Step() ? statement.Text(0) : null;
    }

    /// <summary>Whether the file has a table: one of ours is not in a file that only the Python tool has used.</summary>
    public bool HasTable(string name) => Scalar($"SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = '{name}'") > 0;

    /// <summary>The first column of all rows as text.</summary>
    public List<string> Texts(string sql)
    {
        using var statement = new Statement(_database, sql, Path);
        var texts = new List<string>();
        while (statement.Step())
        {
            texts.Add(statement.Text(0) ?? "");
        }

        return texts;
    }

    /// <summary>Begins a write transaction and counts when it has to wait for another process.</summary>
    public void BeginImmediate(ProgressMetrics metrics, TimeSpan busyTimeout)
    {
        const string begin = "BEGIN IMMEDIATE";
        _ = raw.sqlite3_busy_timeout(_database, 0);
        try
        {
            Prepare(begin).Execute();
            return;
        }
        catch (ProgressStoreException e) when (e.Fault == ProgressFault.Busy)
        {
            if (_mount is not null)
            {
                // Who waits there also watches whether the holder lives: see LockWatch.
                throw;
            }

            metrics.BusyWait();
        }
        finally
        {
            _ = raw.sqlite3_busy_timeout(_database, (int)busyTimeout.TotalMilliseconds);
        }

        Prepare(begin).Execute();
    }

    public void Commit() => Prepare("COMMIT").Execute();

    /// <summary>Ends a transaction that failed; SQLite may have done so by itself.</summary>
    public void RollBack()
    {
        if (InTransaction)
        {
            Prepare("ROLLBACK").Execute();
        }
    }

    /// <summary>Copies the database as it is now into another, page by page, while this one stays in use.</summary>
    public void BackUpTo(SqliteConnection destination) => _connection.BackupDatabase(destination);

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }

        _connection.Dispose();
        _mount?.Dispose();
    }
}
