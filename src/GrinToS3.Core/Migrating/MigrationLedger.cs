using GrinToS3.Objects;
using GrinToS3.Progress;
using Microsoft.Data.Sqlite;

namespace GrinToS3.Migrating;

/// <summary>
/// Notes what was copied, by its key at the target. A file of its own, for it is of no use when the move is done; whoever has it open holds the run's lock.
/// What a kill takes from it, at most a second's, is compared again. One thread at a time.
/// </summary>
internal sealed class MigrationLedger : IDisposable
{
    private const string FindSql = "SELECT mark, size, etag FROM copied WHERE bucket = ?1 AND key = ?2";
    private const string NoteSql = "INSERT OR REPLACE INTO copied (bucket, key, mark, size, etag, pass) VALUES (?1, ?2, ?3, ?4, ?5, 0)";
    private const string SeeSql = "UPDATE copied SET pass = ?3 WHERE bucket = ?1 AND key = ?2";
    private const string DropSql = "DELETE FROM copied WHERE pass <> ?1";

    private static readonly TimeSpan SaveEvery = TimeSpan.FromSeconds(1);

    private readonly ProgressConnection _connection;
    private readonly TimeProvider _time;
    private bool _isDirty;
    private long _saved;

    internal MigrationLedger(string path, TimeProvider time)
    {
        _time = time;

        // Nobody else has it open, so it needs no locks, which some mounts do not have.
        _connection = ProgressConnection.Open(path, path, SqliteOpenMode.ReadWriteCreate, OperatingSystem.IsWindows() ? null : "unix-none");
        _connection.ExecuteScript(
            """
            PRAGMA synchronous = NORMAL;
            CREATE TABLE IF NOT EXISTS copied (
                bucket INTEGER NOT NULL, key TEXT NOT NULL, mark TEXT NOT NULL, size INTEGER NOT NULL, etag TEXT, pass INTEGER NOT NULL, PRIMARY KEY (bucket, key)
            ) WITHOUT ROWID
            """);
    }

    /// <summary>What was noted of an object; null where nothing was.</summary>
    internal CopiedObject? Find(ObjectKey target)
    {
        var statement = Bound(FindSql, target);
        if (!statement.Step())
        {
            return null;
        }

        var found = new CopiedObject(statement.Text(0)!, statement.Int64(1), statement.Text(2));
        statement.Reset();
        return found;
    }

    internal void Note(ObjectKey target, CopiedObject copied) => Change(NoteSql, target, statement =>
    {
        statement.Bind(3, copied.Mark);
        statement.Bind(4, copied.Size);
        statement.Bind(5, copied.ETag);
    });

    /// <summary>Notes that a look at the target has found an object as it was noted.</summary>
    internal void See(ObjectKey target, long pass) => Change(SeeSql, target, statement => statement.Bind(3, pass));

    /// <summary>Forgets what a look at the target has not found.</summary>
    /// <returns>How many objects.</returns>
    internal int DropUnseen(long pass)
    {
        Begin();
        var statement = _connection.Prepare(DropSql);
        statement.Bind(1, pass);
        statement.Execute();
        var dropped = _connection.Changes;
        Save();
        return dropped;
    }

    /// <summary>Makes what was noted durable.</summary>
    internal void Save()
    {
        if (_isDirty)
        {
            _connection.Commit();
            _isDirty = false;
        }

        _saved = _time.GetTimestamp();
    }

    public void Dispose()
    {
        Save();
        _connection.Dispose();
    }

    private void Change(string sql, ObjectKey target, Action<Statement> bind)
    {
        Begin();
        var statement = Bound(sql, target);
        bind(statement);
        statement.Execute();
        if (_time.GetElapsedTime(_saved) >= SaveEvery)
        {
            Save();
        }
    }

    private void Begin()
    {
        if (!_isDirty)
        {
            _connection.Execute("BEGIN IMMEDIATE");
            _isDirty = true;
        }
    }

    private Statement Bound(string sql, ObjectKey target)
    {
        var statement = _connection.Prepare(sql);
        statement.Bind(1, (long)target.Bucket);
        statement.Bind(2, target.Key);
        return statement;
    }
}
