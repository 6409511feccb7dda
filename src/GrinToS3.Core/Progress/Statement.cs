using System.Buffers;
using System.Text;
using SQLitePCL;

namespace GrinToS3.Progress;

/// <summary>One prepared statement, kept for the life of its connection. Not thread-safe; the owner of the connection is.</summary>
internal sealed unsafe class Statement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _handle;
    private readonly string _path;
    private readonly nint _statement;

    public Statement(sqlite3 database, string sql, string path)
    {
        _database = database;
        _path = path;
        var code = raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _handle);
        if (code != SqliteNative.Ok)
        {
            throw SqliteFault.Of(database, code, path);
        }

        _statement = _handle.DangerousGetHandle();
    }

    public void Dispose() => _handle.Dispose();

    /// <summary>Binds memory that must stay where it is until the next <see cref="Reset"/>.</summary>
    public void BindPinned(int index, byte* utf8, int length) => Check(SqliteNative.BindText(_statement, index, utf8, length, 0));

    public void Bind(int index, ReadOnlySpan<byte> utf8)
    {
        // An empty span may have no address, and SQLite would bind NULL for that.
        byte none = 0;
        fixed (byte* start = utf8)
        {
            Check(SqliteNative.BindText(_statement, index, start is null ? &none : start, utf8.Length, -1));
        }
    }

    public void Bind(int index, string? value)
    {
        if (value is null)
        {
            BindNull(index);
            return;
        }

        var rented = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(value.Length));
        Bind(index, rented.AsSpan(0, Encoding.UTF8.GetBytes(value, rented)));
        ArrayPool<byte>.Shared.Return(rented);
    }

    public void Bind(int index, long value) => Check(SqliteNative.BindInt64(_statement, index, value));

    public void Bind(int index, long? value)
    {
        if (value is { } number)
        {
            Bind(index, number);
        }
        else
        {
            BindNull(index);
        }
    }

    public void BindNull(int index) => Check(SqliteNative.BindNull(_statement, index));

    /// <summary>Goes to the next row.</summary>
    /// <returns>False where there is none; the statement is reset then, and after an error.</returns>
    public bool Step()
    {
        var code = SqliteNative.Step(_statement);
        if (code == SqliteNative.Row)
        {
            return true;
        }

        if (code == SqliteNative.Done)
        {
            Reset();
            return false;
        }

        var fault = SqliteFault.Of(_database, code, _path);
        Reset();
        throw fault;
    }

    /// <summary>Runs a statement that gives no rows.</summary>
    public void Execute()
    {
        while (Step())
        {
        }
    }

    public void Reset() => _ = SqliteNative.Reset(_statement);

    public bool IsNull(int column) => SqliteNative.ColumnType(_statement, column) == SqliteNative.TypeNull;

    public long Int64(int column) => SqliteNative.ColumnInt64(_statement, column);

    /// <summary>A column as UTF-8; empty for NULL. Valid until the next step or reset.</summary>
    public ReadOnlySpan<byte> Utf8(int column)
    {
        var text = SqliteNative.ColumnText(_statement, column);
        return text is null ? default : new ReadOnlySpan<byte>(text, SqliteNative.ColumnBytes(_statement, column));
    }

    public string? Text(int column) => IsNull(column) ? null : Encoding.UTF8.GetString(Utf8(column));

    private void Check(int code)
    {
        if (code != SqliteNative.Ok)
        {
            throw SqliteFault.Of(_database, code, _path);
        }
    }
}
