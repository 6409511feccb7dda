namespace GrinToS3.Progress;

public sealed class ListingLedgerTests : IDisposable
{
    private static readonly OpenListing AllBooks = new("_all_books", ApplyMode.Insert, PageSize: 100, Limit: null, ResumeWithin: TimeSpan.FromDays(7));

    private readonly ProgressFolder _folder = new();
    private readonly ProgressStore _store;
    private readonly ListingLedger _ledger;

    public ListingLedgerTests()
    {
        _store = _folder.Open();
        _ledger = new ListingLedger(_store, _folder.Inbox);
    }

    [Fact]
    public void OpenListing_GivesTheSameListing_IfDeliveredAgain()
    {
        var first = _ledger.OpenListing(AllBooks);

        Assert.Equal(new ListingState(1, 0, 0, null, Resumed: false), first);
        Assert.Equal(first, _ledger.OpenListing(AllBooks));
    }

    [Fact]
    public void OpenListing_ResumesAfterTheLastPage_IfListingIsUnfinished()
    {
        var listing = _ledger.OpenListing(AllBooks).Id;
        Apply(listing, 0, "?page=2", "b1", "b2");
        Apply(listing, 1, "?page=3", "b3");

        Assert.Equal(new ListingState(listing, 2, 3, "?page=3", Resumed: true), _ledger.OpenListing(AllBooks));
    }

    [Fact]
    public void OpenListing_BeginsAnew_IfAnythingDiffersOrItIsTooOldOrClosed()
    {
        var first = _ledger.OpenListing(AllBooks).Id;
        var left = _folder.Leave(BatchId.ForPage("_all_books", first, 5).Value, ["b9"]);

        var second = _ledger.OpenListing(AllBooks with { Mode = ApplyMode.Refresh }).Id;
        var third = _ledger.OpenListing(AllBooks with { PageSize = 200 }).Id;
        var fourth = _ledger.OpenListing(AllBooks with { Limit = 10 }).Id;
        _folder.Clock.Advance(TimeSpan.FromDays(8));
        var fifth = _ledger.OpenListing(AllBooks with { Limit = 10 }).Id;
        _ledger.CloseListing(fifth, ListingEnd.Limit);
        var sixth = _ledger.OpenListing(AllBooks with { Limit = 10 }).Id;

        Assert.Equal([1, 2, 3, 4, 5, 6], new[] { first, second, third, fourth, fifth, sixth });
        Assert.Equal(["abandoned", "abandoned", "abandoned", "abandoned", "limit", "NULL"], _folder.Sql("SELECT ended FROM listings ORDER BY id"));
        Assert.False(_folder.Inbox.TryReadReceipt(left, out _));
    }

    [Fact]
    public void OpenListing_LeavesOtherListsAlone()
    {
        var all = _ledger.OpenListing(AllBooks).Id;
        _ledger.OpenListing(AllBooks with { List = "_converted" });

        Assert.Equal(all, _ledger.OpenListing(AllBooks).Id);
    }

    [Fact]
    public void ApplyPage_DeletesItsFile_AndIsQuiet_IfDeliveredAgain()
    {
        var listing = _ledger.OpenListing(AllBooks).Id;
        var page = Page(listing, 0, null, "b1", "b2");

        var first = _ledger.ApplyPage(page);

        Assert.Equal(new BatchApplied(2, 0, 0, false), first);
        _ledger.Settle();
        Assert.False(_folder.Inbox.TryReadReceipt(page.Batch, out _));
        Assert.Equal(first with { AlreadyApplied = true }, _ledger.ApplyPage(page));
        Assert.Equal(["1|2"], _folder.Sql("SELECT count(*), sum(rows) FROM listing_pages"));
    }

    [Fact]
    public void ApplyPage_Refuses_IfItIsNotTheNext()
    {
        var listing = _ledger.OpenListing(AllBooks).Id;
        var page = Page(listing, 1, null, "b1");

        var e = Assert.Throws<ProgressStoreException>(() => _ledger.ApplyPage(page));

        Assert.Equal(ProgressFault.OutOfOrder, e.Fault);
        Assert.Contains("page 0 is the next", e.Message, StringComparison.Ordinal);
        Assert.True(_folder.Inbox.TryReadReceipt(page.Batch, out _));
        Assert.Equal(0, _store.Counts().Books);
    }

    [Fact]
    public void ApplyPage_Refuses_IfListingIsAbandonedOrUnknown()
    {
        var old = _ledger.OpenListing(AllBooks).Id;
        _ledger.OpenListing(AllBooks with { Limit = 5 });

        Assert.Equal(ProgressFault.OutOfOrder, Assert.Throws<ProgressStoreException>(() => Apply(old, 0, null, "b1")).Fault);
        Assert.Equal(ProgressFault.OutOfOrder, Assert.Throws<ProgressStoreException>(() => Apply(99, 0, null, "b1")).Fault);
    }

    [Fact]
    public void ApplyPage_Refuses_IfBatchHasOtherRowsThanAnnounced()
    {
        var listing = _ledger.OpenListing(AllBooks).Id;
        var page = Page(listing, 0, null, "b1") with { Rows = 2 };

        Assert.Equal(ProgressFault.BatchDamaged, Assert.Throws<ProgressStoreException>(() => _ledger.ApplyPage(page)).Fault);
        Assert.Empty(_folder.Sql("SELECT 1 FROM books UNION ALL SELECT 1 FROM applied_batches UNION ALL SELECT 1 FROM listing_pages"));
    }

    [Fact]
    public void OpenListing_DeletesWhatEndedListingsLeft_ButNothingOfItsOwn()
    {
        var ended = _ledger.OpenListing(AllBooks).Id;
        _ledger.CloseListing(ended, ListingEnd.Complete);
        var left = Page(ended, 3, null, "b1").Batch;
        var own = Page(_ledger.OpenListing(AllBooks).Id, 0, null, "b1").Batch;

        _ledger.OpenListing(AllBooks);

        Assert.False(_folder.Inbox.TryReadReceipt(left, out _));
        Assert.True(_folder.Inbox.TryReadReceipt(own, out _));
    }

    [Fact]
    public void CloseListing_KeepsTheFirstEnd_IfDeliveredAgain()
    {
        var listing = _ledger.OpenListing(AllBooks).Id;
        var left = Page(listing, 3, null, "b1").Batch;
        _ledger.CloseListing(listing, ListingEnd.Complete);
        _folder.Clock.Advance(TimeSpan.FromHours(1));

        _ledger.CloseListing(listing, ListingEnd.Limit);

        Assert.Equal(["complete|2026-01-05T18:06:08+00:00"], _folder.Sql("SELECT ended, finished_at FROM listings"));
        Assert.False(_folder.Inbox.TryReadReceipt(left, out _));
    }

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    private void Apply(long listing, int page, string? next, params string[] barcodes) => _ledger.ApplyPage(Page(listing, page, next, barcodes));

    private ApplyPage Page(long listing, int page, string? next, params string[] barcodes)
    {
        var batch = _folder.Leave(BatchId.ForPage("_all_books", listing, page).Value, [.. barcodes.Select(barcode => new string?[] { barcode })]);
        return new ApplyPage(listing, page, batch, $"?page={page + 1}", next, barcodes.Length, Dropped: 0);
    }
}
