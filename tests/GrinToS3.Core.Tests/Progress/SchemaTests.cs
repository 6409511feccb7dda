using GrinToS3.Testing.Runs;

namespace GrinToS3.Progress;

public sealed class SchemaTests : IDisposable
{
    private readonly ProgressFolder _folder = new();

    [Fact]
    public void Open_MakesTheTablesOfTheSpec()
    {
        _folder.Open().Dispose();

        RequireSharedSchema();
        Assert.Equal(["8192"], _folder.Sql("PRAGMA page_size"));
        Assert.Equal([$"{SchemaMigrations.Latest}"], _folder.Sql("PRAGMA user_version"));
    }

    [Fact]
    public void Open_KeepsEverything_IfFileIsOfThePythonTool()
    {
        PythonFile.Create(_folder.Database);
        const string data = "SELECT * FROM books; SELECT * FROM processed; SELECT * FROM failed; SELECT * FROM book_status_history";
        var before = _folder.Sql(data);

        using (var store = _folder.Open())
        {
            Assert.Equal("Größe", store.FindBook("py1")![BookColumn.Title]);
            Assert.Equal(before, _folder.Sql(data));
            store.Apply(_folder.Leave("a", ["py2"]), _folder.Inbox, ApplyMode.Insert);
        }

        Assert.Equal(3, before.Count);
        RequireSharedSchema();
        Assert.Equal(["4096"], _folder.Sql("PRAGMA page_size"));
        Assert.Equal(["wal"], _folder.Sql("PRAGMA journal_mode"));
    }

    /// <summary>gaps 7: "DB opened afterwards by the Python tool".</summary>
    [Fact]
    public void Open_LeavesAFileThatPythonsSqliteWrites()
    {
        _folder.Open().Dispose();
        const string script =
            """
            import sqlite3, sys
            c = sqlite3.connect(sys.argv[1], timeout=5)
            c.execute("PRAGMA journal_mode=WAL"); c.execute("PRAGMA synchronous=NORMAL"); c.execute("PRAGMA mmap_size=268435456")
            c.execute("INSERT OR IGNORE INTO books (barcode, title, created_at, updated_at) VALUES ('p1', 'Gr\u00f6\u00dfe', 'c', 'u')")
            c.execute("INSERT OR REPLACE INTO processed VALUES ('p1', 't', 1)")
            c.execute("INSERT INTO book_status_history (barcode, status_type, status_value, timestamp) VALUES ('p1', 'sync', 'completed', 't')")
            c.commit(); print(c.execute("PRAGMA integrity_check").fetchone()[0]); c.close()
            """;
        Assert.Equal("ok", Python.Run(script, _folder.Database).Trim());

        using var store = _folder.Open();
        Assert.Equal("Größe", store.FindBook("p1")![BookColumn.Title]);
        Assert.Equal(1, store.Counts().Synced);
        Assert.Equal(["completed 1 1"], _folder.Sql("SELECT event || ' ' || latest || ' ' || ever FROM sync_events"));
    }

    public static TheoryData<int> Versions { get; } = new(Enumerable.Range(0, SchemaMigrations.Latest + 1));

    [Theory]
    [MemberData(nameof(Versions))]
    public void Open_BringsAFileUpToDate_FromEveryVersion(int version)
    {
        using (var connection = ProgressFile.OpenForWriting(_folder.Options(), FileSystemKind.Local))
        {
            SchemaMigrations.Apply(connection, new ProgressMetrics("host", _folder.Database), TimeSpan.FromSeconds(5), version);
        }

        Assert.Equal([$"{version}"], _folder.Sql("PRAGMA user_version"));
        _folder.Open().Dispose();
        var migrated = _folder.Sql("SELECT type, name, sql FROM sqlite_master ORDER BY name");
        using var fresh = new ProgressFolder();
        fresh.Open().Dispose();

        Assert.Equal(fresh.Sql("SELECT type, name, sql FROM sqlite_master ORDER BY name"), migrated);
    }

    [Fact]
    public void Migrations_DoNothing_IfTheirObjectsAreThere()
    {
        _folder.Open().Dispose();
        var before = _folder.Sql("SELECT type, name, sql FROM sqlite_master ORDER BY name");
        _folder.Sql("PRAGMA user_version=0");

        _folder.Open().Dispose();

        Assert.Equal(before, _folder.Sql("SELECT type, name, sql FROM sqlite_master ORDER BY name"));
    }

    [Fact]
    public void BookColumns_AreThoseOfTheTable_InItsOrder()
    {
        Assert.Equal(PythonFile.BookColumnsByTable, Enum.GetValues<BookColumn>().Select(column => column.SqlName()));
        Assert.Equal(54, BookColumns.Count);
        Assert.Equal("Barcode", BookColumn.Barcode.CsvHeader());
        Assert.Equal("GRIN Material Error %", BookColumn.GrinMaterialErrorPercent.CsvHeader());
        Assert.Equal("Last ETag Check", BookColumn.LastEtagCheck.CsvHeader());
    }

    public void Dispose() => _folder.Dispose();

    private void RequireSharedSchema()
    {
        foreach (var (table, columns) in PythonFile.Tables)
        {
            Assert.Equal(columns, _folder.Sql($"SELECT name, type, \"notnull\", dflt_value, pk FROM pragma_table_info('{table}')"));
        }

        foreach (var (index, on) in PythonFile.Indexes)
        {
            Assert.Equal([on], _folder.Sql($"SELECT m.tbl_name || '|' || group_concat(i.name) FROM sqlite_master m, pragma_index_info(m.name) i WHERE m.name = '{index}' GROUP BY m.name"));
        }
    }
}
