using GrinToS3.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace GrinToS3.Progress;

/// <summary>A run's folder for one test: the file, the inbox, a clock that stands still, and plain SQL beside the store.</summary>
public sealed class ProgressFolder : IDisposable
{
    private readonly TempFolder _folder = new();

    public ProgressFolder() => Inbox = new Inbox(_folder["inbox"]);

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 1, 5, 18, 6, 8, TimeSpan.Zero));

    public Inbox Inbox { get; }

    public string Database => _folder["books.db"];

    public string InboxPath => _folder["inbox"];

    public string this[string name] => _folder[name];

    public ProgressStoreOptions Options(string host = "host-a") => new() { Path = Database, HostId = host, TimeProvider = Clock };

    public ProgressStore Open(string host = "host-a") => ProgressStore.Open(Options(host));

    /// <summary>Leaves a batch in the inbox.</summary>
    public BatchId Leave(string id, params string?[][] rows)
    {
        var batch = BatchId.Parse(id);
        using var writer = Inbox.Create(batch);
        foreach (var row in rows)
        {
            Write(writer, row);
        }

        writer.Complete();
        return batch;
    }

    /// <summary>The 11 listed columns, NULL where none is given.</summary>
    public static void Write(InboxWriter writer, params string?[] values)
    {
        writer.BeginRow(BatchRowKind.Book);
        for (var field = 0; field <= (int)BookColumn.GrinState; field++)
        {
            if (values.ElementAtOrDefault(field) is { } value)
            {
                writer.Field(value.AsSpan());
            }
            else
            {
                writer.NullField();
            }
        }
    }

    /// <summary>Runs SQL on a connection of its own, as another program would.</summary>
    public List<string> Sql(string sql, string? file = null)
    {
        using var connection = new SqliteConnection($"Data Source={file ?? Database};Pooling=False;Default Timeout=5;Foreign Keys=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        do
        {
            while (reader.Read())
            {
                rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "NULL" : reader.GetString(i))));
            }
        }
        while (reader.NextResult());
        return rows;
    }

    public void Dispose() => _folder.Dispose();
}
