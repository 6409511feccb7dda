namespace GrinToS3.Progress;

public sealed class ProgressStoreApplyTests : IDisposable
{
    private readonly ProgressFolder _folder = new();

    [Fact]
    public void Apply_WritesTheListedColumns_NullApartFromEmpty()
    {
        using var store = _folder.Open();
        var id = _folder.Leave("a", ["b1", "", "2019-10-02T18:40:00", null, "d", "p", "a", "o", "https://x", "r", "CONVERTED"]);

        Assert.Equal(new BatchApplied(1, 0, 0, false), store.Apply(id, _folder.Inbox, ApplyMode.Insert));

        Assert.Equal(
            ["b1||2019-10-02T18:40:00|NULL|d|p|a|o|https://x|r|CONVERTED|0|2026-01-05T18:06:08+00:00|2026-01-05T18:06:08+00:00"],
            _folder.Sql(
                """
                SELECT barcode, title, scanned_date, converted_date, downloaded_date, processed_date, analyzed_date, ocr_date,
                    google_books_link, processing_request_timestamp, grin_state, is_decrypted, created_at, updated_at FROM books
                """));
    }

    [Fact]
    public void Apply_IsQuietAndGivesTheFirstResult_IfBatchIsDeliveredAgain()
    {
        using var store = _folder.Open();
        var id = _folder.Leave("a", ["b1"], ["b2"], ["b1"]);
        var first = store.Apply(id, _folder.Inbox, ApplyMode.Refresh);
        _folder.Inbox.Delete(id);
        _folder.Clock.Advance(TimeSpan.FromHours(1));
        var before = _folder.Sql("SELECT * FROM books");

        var second = store.Apply(id, _folder.Inbox, ApplyMode.Refresh);

        Assert.Equal(new BatchApplied(2, 1, 0, false), first);
        Assert.Equal(first with { AlreadyApplied = true }, second);
        Assert.Equal(before, _folder.Sql("SELECT * FROM books"));
    }

    [Fact]
    public void Apply_Fails_IfBatchIsNowhere()
    {
        using var store = _folder.Open();

        var e = Assert.Throws<ProgressStoreException>(() => store.Apply(BatchId.Parse("a"), _folder.Inbox, ApplyMode.Insert));

        Assert.Equal(ProgressFault.BatchMissing, e.Fault);
    }

    [Fact]
    public void Apply_LeavesKnownVolumesUntouched_IfModeIsInsert()
    {
        using var store = _folder.Open();
        store.Apply(_folder.Leave("a", ["b1", "Old"]), _folder.Inbox, ApplyMode.Insert);
        _folder.Clock.Advance(TimeSpan.FromHours(1));

        var applied = store.Apply(_folder.Leave("b", ["b1", "New"], ["b2", "Two"]), _folder.Inbox, ApplyMode.Insert);

        Assert.Equal(new BatchApplied(1, 0, 1, false), applied);
        Assert.Equal("Old", store.FindBook("b1")![BookColumn.Title]);
        Assert.Equal("2026-01-05T18:06:08+00:00", store.FindBook("b1")![BookColumn.UpdatedAt]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \t")]
    public void Apply_KeepsKnownValues_IfModeIsRefreshAndNewOnesAreBlank(string? blank)
    {
        using var store = _folder.Open();
        string?[] old = ["b1", "T", "s", "c", "d", "p", "a", "o", "l", "r", "S"];
        store.Apply(_folder.Leave("a", old), _folder.Inbox, ApplyMode.Insert);
        _folder.Clock.Advance(TimeSpan.FromHours(1));
        string?[] blanks = ["b1", .. Enumerable.Repeat(blank, 10)];

        var applied = store.Apply(_folder.Leave("b", blanks), _folder.Inbox, ApplyMode.Refresh);

        Assert.Equal(new BatchApplied(0, 1, 0, false), applied);
        var book = store.FindBook("b1")!;
        Assert.Equal(old, Enumerable.Range(0, old.Length).Select(i => book[(BookColumn)i]));
        Assert.Equal("2026-01-05T18:06:08+00:00", book[BookColumn.CreatedAt]);
        Assert.Equal("2026-01-05T19:06:08+00:00", book[BookColumn.UpdatedAt]);
    }

    [Fact]
    public void Apply_TakesEveryNewValue_IfModeIsRefresh()
    {
        using var store = _folder.Open();
        store.Apply(_folder.Leave("a", ["b1", "T", "s", "c", "d", "p", "a", "o", "l", "r", "S"]), _folder.Inbox, ApplyMode.Insert);
        string?[] fresh = ["b1", "T2", "s2", "c2", "d2", "p2", "a2", "o2", "l2", "r2", "S2"];

        store.Apply(_folder.Leave("b", fresh, ["b2", ""]), _folder.Inbox, ApplyMode.Refresh);

        var book = store.FindBook("b1")!;
        Assert.Equal(fresh, Enumerable.Range(0, fresh.Length).Select(i => book[(BookColumn)i]));
        Assert.Equal("", store.FindBook("b2")![BookColumn.Title]);
    }

    [Fact]
    public void Apply_OfEveryBatchTwiceInAnyOrder_GivesTheFileOfOnce()
    {
        const int seed = 20260105;
        var random = new Random(seed);
        var ids = Enumerable.Range(0, 40).Select(batch => _folder.Leave($"p/{batch}", [.. Enumerable.Range(0, 50).Select(row => new string?[] { $"{batch:D2}{row:D3}", "t" })])).ToArray();
        using var store = _folder.Open();
        foreach (var id in ids)
        {
            store.Apply(id, _folder.Inbox, ApplyMode.Insert);
        }

        var once = _folder.Sql("SELECT * FROM books ORDER BY barcode");
        random.Shuffle(ids);
        foreach (var id in ids)
        {
            Assert.True(store.Apply(id, _folder.Inbox, ApplyMode.Insert).AlreadyApplied, $"seed {seed}: {id}");
        }

        Assert.Equal(once, _folder.Sql("SELECT * FROM books ORDER BY barcode"));
        Assert.Equal(2000, once.Count);
        Assert.Equal(["40|2000"], _folder.Sql("SELECT count(*), sum(rows) FROM applied_batches"));
    }

    public void Dispose() => _folder.Dispose();
}
