using GrinToS3.Progress;

namespace GrinToS3.Benchmarks.Scenarios;

/// <summary>The baseline: the store's schema and settings, and prepared statements with nothing around them.</summary>
internal sealed class BareDatabase : IDisposable
{
    private const int NowParameter = (int)BookColumn.GrinState + 2;

    /// <summary>The column that lookups ask for: the one that decides whether a volume is skipped.</summary>
    internal const BookColumn Asked = BookColumn.EncryptedEtag;

    private readonly ProgressConnection _connection;

    private BareDatabase(ProgressConnection connection) => _connection = connection;

    public static BareDatabase Open(ProgressStoreOptions settings)
    {
        ProgressStore.Open(settings).Dispose();
        return new BareDatabase(Connect(settings));
    }

    public static void OpenFindClose(ProgressStoreOptions settings, string barcode)
    {
        using var connection = Connect(settings);
        _ = ProgressQueries.FindValue(connection, barcode, Asked);
    }

    public void Insert(SampleBooks books, string now)
    {
        var insert = _connection.Prepare(BookApplier.InsertSql);
        insert.Bind(NowParameter, now);
        _connection.Execute("BEGIN IMMEDIATE");
        for (var row = 0; row < books.Count; row++)
        {
            books.Bind(insert, row);
            insert.Execute();
        }

        _connection.Execute("COMMIT");
    }

    /// <summary>One commit for the volume, one for its row in <c>processed</c>.</summary>
    public void InsertWithTwoCommits(SampleBooks books, string now)
    {
        var insert = _connection.Prepare(BookApplier.InsertSql);
        insert.Bind(NowParameter, now);
        var processed = _connection.Prepare("INSERT OR REPLACE INTO processed (barcode, timestamp, session_id) VALUES (?1, ?2, 1)");
        processed.Bind(2, now);
        for (var row = 0; row < books.Count; row++)
        {
            books.Bind(insert, row);
            insert.Execute();
            processed.Bind(1, SampleBooks.Barcode(row));
            processed.Execute();
        }
    }

    public void Step(string barcode)
    {
        var statement = _connection.Prepare(ProgressQueries.FindValueSql[(int)Asked]);
        statement.Bind(1, barcode);
        _ = statement.Step();
        statement.Reset();
    }

    public void Dispose() => _connection.Dispose();

    private static ProgressConnection Connect(ProgressStoreOptions settings)
    {
        var connection = ProgressFile.OpenForWriting(settings, FileSystemKind.Local);
        ProgressSettings.Apply(connection, settings, FileSystemKind.Local);
        return connection;
    }
}
