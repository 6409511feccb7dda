using GrinToS3.Testing.Runs;

namespace GrinToS3.Progress;

public sealed class DatabaseMaintenanceTests : IDisposable
{
    private const string AllData = "SELECT * FROM books; SELECT * FROM processed; SELECT * FROM book_status_history; SELECT * FROM applied_batches";

    private readonly ProgressFolder _folder = new();

    [Fact]
    public void Take_CopiesTheFileAsItIs_IntoOneFile()
    {
        using var store = _folder.Open();
        store.Apply(_folder.Leave("a", [.. Enumerable.Range(0, 500).Select(row => new string?[] { $"b{row}" })]), _folder.Inbox, ApplyMode.Insert);
        var copy = _folder["copy.db"];
        File.WriteAllBytes(copy, [1, 2, 3]);

        Snapshot.Take(store, copy);
        store.Apply(_folder.Leave("b", ["later"]), _folder.Inbox, ApplyMode.Insert);

        Assert.Equal(["500"], _folder.Sql("SELECT count(*) FROM books", copy));
        Assert.Equal(["delete"], _folder.Sql("PRAGMA journal_mode", copy));
        Assert.Equal(["ok"], _folder.Sql("PRAGMA integrity_check", copy));
        Assert.Equal(["copy.db"], Directory.EnumerateFiles(Path.GetDirectoryName(copy)!, "copy*").Select(Path.GetFileName));
    }

    [Fact]
    public void Take_LeavesNothing_IfFolderIsMissing()
    {
        using var store = _folder.Open();

        Assert.Equal(ProgressFault.Unwritable, Assert.Throws<ProgressStoreException>(() => Snapshot.Take(store, _folder["missing/copy.db"])).Fault);
    }

    [Fact]
    public void Check_FindsNothing_InASoundFileThatIsInUse()
    {
        using var store = _folder.Open();
        var ledger = new ListingLedger(store, _folder.Inbox);
        var listing = ledger.OpenListing(new OpenListing("l", ApplyMode.Insert, 1, null, TimeSpan.Zero)).Id;
        ledger.ApplyPage(new ApplyPage(listing, 0, _folder.Leave(BatchId.ForPage("l", listing, 0).Value, ["b1"]), "?", null, 1, 0));

        var result = DatabaseCheck.Run(_folder.Database);

        Assert.True(result.IsSound, string.Join('\n', result.Problems));
        Assert.Equal(1, result.Books);
        Assert.Empty(result.Notes);
    }

    [Theory]
    [InlineData("INSERT INTO books (barcode, created_at, updated_at) VALUES (NULL, '', '')", "1 volumes without a barcode")]
    [InlineData("INSERT INTO listing_pages VALUES (1, 0, 'x', '?', NULL, 1, 0, 1, 0, '')", "1 pages whose batch is not among the applied ones")]
    [InlineData("INSERT INTO applied_batches VALUES ('x', '', 2, 0, 0); INSERT INTO listing_pages VALUES (1, 0, 'x', '?', NULL, 1, 0, 1, 0, '')", "1 pages with other rows than their batch")]
    [InlineData("INSERT INTO applied_batches VALUES ('x', '', 1, 0, 0); INSERT INTO listing_pages VALUES (1, 1, 'x', '?', NULL, 1, 0, 1, 0, '')", "1 listings with a page missing")]
    [InlineData(
        "INSERT INTO book_status_history (barcode, status_type, status_value, timestamp) VALUES ('b', 'sync', 'checked', 't'), ('b', 'sync', 'completed', 't'); DELETE FROM book_status_history WHERE id = 2",
        "2 events of syncing whose counts are not those of the history, as after a change to it by hand; grin db compact counts again")]
    public void Check_NamesABrokenPromise(string sql, string problem)
    {
        _folder.Open().Dispose();
        _folder.Sql(sql);

        var result = DatabaseCheck.Run(_folder.Database);

        Assert.False(result.IsSound);
        Assert.Contains(problem, result.Problems);
    }

    [Fact]
    public void Compact_CountsTheEventsOfSyncingAgain()
    {
        _folder.Open().Dispose();
        _folder.Sql("INSERT INTO book_status_history (barcode, status_type, status_value, timestamp) VALUES ('b', 'sync', 'checked', 't'), ('b', 'sync', 'completed', 't'); DELETE FROM book_status_history WHERE id = 2");
        Assert.False(DatabaseCheck.Run(_folder.Database).IsSound);

        DatabaseCompact.Run(_folder.Database);

        Assert.True(DatabaseCheck.Run(_folder.Database).IsSound);
        Assert.Equal(["checked 1 1"], _folder.Sql("SELECT event || ' ' || latest || ' ' || ever FROM sync_events"));
    }

    [Fact]
    public void Check_NamesDamageAndUnknownTables()
    {
        using (var store = _folder.Open())
        {
            store.Apply(_folder.Leave("a", [.. Enumerable.Range(0, 500).Select(row => new string?[] { $"b{row}" })]), _folder.Inbox, ApplyMode.Insert);
        }

        _folder.Sql("CREATE TABLE notes (x)");
        Assert.Equal(["the table notes is not of this tool"], DatabaseCheck.Run(_folder.Database).Notes);
        var bytes = File.ReadAllBytes(_folder.Database);
        bytes.AsSpan(bytes.Length - (8192 * 3), 8192 * 2).Fill(0x55);
        File.WriteAllBytes(_folder.Database, bytes);

        Assert.False(DatabaseCheck.Run(_folder.Database).IsSound);
    }

    [Fact]
    public void Compact_KeepsAllData_InPagesOf8192Bytes()
    {
        PythonFile.Create(_folder.Database);
        using (var store = _folder.Open())
        {
            store.Apply(_folder.Leave("a", [.. Enumerable.Range(0, 5000).Select(row => new string?[] { $"b{row}", "t" })]), _folder.Inbox, ApplyMode.Insert);
        }

        _folder.Sql("DELETE FROM books WHERE barcode LIKE 'b%' AND barcode NOT LIKE 'b%5'");
        var before = _folder.Sql(AllData);

        var result = DatabaseCompact.Run(_folder.Database);

        Assert.Equal(before, _folder.Sql(AllData));
        Assert.Equal(["8192"], _folder.Sql("PRAGMA page_size"));
        Assert.Equal($"{SchemaMigrations.Latest}", Assert.Single(_folder.Sql("PRAGMA user_version")));
        Assert.True(result.BytesAfter < result.BytesBefore, result.ToString());
        _folder.Open().Dispose();
        Assert.Equal(["wal"], _folder.Sql("PRAGMA journal_mode"));
    }

    [Fact]
    public void Compact_RefusesAndChangesNothing_IfFileIsInUse()
    {
        using var store = _folder.Open();

        Assert.Equal(ProgressFault.Busy, Assert.Throws<ProgressStoreException>(() => DatabaseCompact.Run(_folder.Database)).Fault);

        Assert.Equal("wal", store.Read(connection => connection.ScalarText("PRAGMA journal_mode")));
        Assert.Equal(1, store.Apply(_folder.Leave("a", ["b1"]), _folder.Inbox, ApplyMode.Insert).Inserted);
    }

    public void Dispose() => _folder.Dispose();
}
