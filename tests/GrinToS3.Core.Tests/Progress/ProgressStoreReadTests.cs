using System.Text;

namespace GrinToS3.Progress;

public sealed class ProgressStoreReadTests : IDisposable
{
    private readonly ProgressFolder _folder = new();

    [Fact]
    public void ReadBarcodes_GivesPagesInOrder()
    {
        using var store = _folder.Open();
        store.Apply(_folder.Leave("a", ["b3"], ["b1"], ["b2"]), _folder.Inbox, ApplyMode.Insert);

        Assert.Equal(["b1", "b2"], store.ReadBarcodes(null, 2));
        Assert.Equal(["b3"], store.ReadBarcodes("b2", 2));
        Assert.Empty(store.ReadBarcodes("b3", 2));
    }

    [Fact]
    public void FindBook_GivesAllColumns_OrNull()
    {
        using var store = _folder.Open();
        var values = string.Join(", ", Enum.GetValues<BookColumn>().Select(column => column == BookColumn.IsDecrypted ? "1" : $"'v{(int)column}'"));
        _folder.Sql($"INSERT INTO books VALUES ({values})");

        var book = store.FindBook("v0")!;

        Assert.All(Enum.GetValues<BookColumn>(), column => Assert.Equal(column == BookColumn.IsDecrypted ? "1" : $"v{(int)column}", book[column]));
        Assert.Null(store.FindBook("v"));
        Assert.Equal(book[BookColumn.Title], store.FindValue("v0", BookColumn.Title));
        Assert.Equal("v49", store.FindValue("v0", BookColumn.EncryptedEtag));
        Assert.Null(store.FindValue("v", BookColumn.Title));
    }

    [Fact]
    public void ReadBooks_GivesEveryVolumeOnce_InPagesByBarcode()
    {
        using var store = _folder.Open();
        store.Apply(_folder.Leave("a", [.. Enumerable.Range(0, 250).Reverse().Select(row => new string?[] { $"b{row:D3}" })]), _folder.Inbox, ApplyMode.Insert);
        var barcodes = new List<string>();
        int read;
        do
        {
            read = store.ReadBooks(barcodes.LastOrDefault(), 100, row => barcodes.Add(Encoding.UTF8.GetString(row[BookColumn.Barcode])));
        }
        while (read == 100);

        Assert.Equal(Enumerable.Range(0, 250).Select(row => $"b{row:D3}"), barcodes);
    }

    [Fact]
    public void Counts_TakeNullAndBlankAlike()
    {
        using var store = _folder.Open();
        _folder.Sql(
            """
            INSERT INTO books (barcode, grin_state, enrichment_timestamp, processing_request_timestamp, created_at, updated_at) VALUES
                ('1', 'A', 't', NULL, '', ''), ('2', 'A', '', 't', '', ''), ('3', NULL, NULL, '', '', ''), ('4', '', 't', NULL, '', '');
            INSERT INTO book_status_history (barcode, status_type, status_value, timestamp) VALUES
                ('1', 'sync', 'completed', ''), ('1', 'sync', 'completed', ''), ('2', 'sync', 'checked', ''), ('9', 'sync', 'completed', '')
            """);

        var counts = store.Counts();

        Assert.Equal(4, counts.Books);
        Assert.Equal([new("", 2), new("A", 2)], counts.ByState);
        Assert.Equal((2, 1, 2), (counts.Enriched, counts.Requested, counts.Synced));
    }

    [Fact]
    public void Counts_AndPages_AreAnsweredFromIndexes()
    {
        using var store = _folder.Open();
        foreach (var sql in new[]
        {
            "SELECT count(*) FROM books WHERE enrichment_timestamp > ''",
            "SELECT count(*) FROM books WHERE processing_request_timestamp > ''",
            "SELECT coalesce(grin_state, ''), count(*) FROM books GROUP BY grin_state",
            "SELECT count(DISTINCT barcode) FROM book_status_history WHERE status_type = 'sync' AND status_value = 'completed'",
        })
        {
            Assert.Contains("COVERING INDEX", Assert.Single(_folder.Sql($"EXPLAIN QUERY PLAN {sql}")), StringComparison.Ordinal);
        }

        Assert.DoesNotContain("SCAN", string.Concat(_folder.Sql("EXPLAIN QUERY PLAN SELECT * FROM books WHERE barcode > 'a' ORDER BY barcode LIMIT 5")), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
