namespace GrinToS3.Progress;

public sealed class ProgressMetricsTests : IDisposable
{
    private readonly ProgressFolder _folder = new();
    private readonly string _host = $"metrics-{Guid.NewGuid():N}";

    [Fact]
    public void AWholeCollect_OpensOneConnection()
    {
        using var heard = new MetricsHeard(_host);
        using (var store = _folder.Open(_host))
        {
            var ledger = new ListingLedger(store, _folder.Inbox);
            var listing = ledger.OpenListing(new OpenListing("_all_books", ApplyMode.Refresh, 100, null, TimeSpan.FromDays(1))).Id;
            for (var page = 0; page < 20; page++)
            {
                var batch = _folder.Leave(BatchId.ForPage("_all_books", listing, page).Value, [$"b{page}"], ["b"]);
                ledger.ApplyPage(new ApplyPage(listing, page, batch, "?", page < 19 ? "?" : null, 2, 0));
                store.FindBook($"b{page}");
            }

            ledger.CloseListing(listing, ListingEnd.Complete);
            store.Counts();
            store.ReadBooks(null, 10, _ => { });
        }

        Assert.Equal(1, heard["grin.progress.connections_opened"]);
        Assert.Equal(1, heard["grin.progress.ownership_taken"]);
        Assert.Equal(23, heard["grin.progress.transactions"]);
        Assert.Equal(40, heard["grin.progress.rows"]);
        Assert.Equal(0, heard["grin.progress.busy_waits"]);
        Assert.Equal(0, heard["grin.progress.lifecycle_errors"]);
        Assert.True(heard["grin.progress.open_time"] > 0);
    }

    [Fact]
    public void ABusyFileAndAFailedOpen_AreCounted()
    {
        using var heard = new MetricsHeard(_host);
        var options = _folder.Options(_host) with { BusyTimeout = TimeSpan.FromMilliseconds(1) };
        using (var store = ProgressStore.Open(options))
        using (var other = _folder.Open("other"))
        {
            other.Write(_ => Assert.Throws<ProgressStoreException>(() => store.Write(_ => 0)));
        }

        Assert.Throws<ProgressStoreException>(() => ProgressStore.Open(options with { Path = _folder["missing/books.db"] }));

        Assert.Equal(1, heard["grin.progress.busy_waits"]);
        Assert.Equal(1, heard["grin.progress.lifecycle_errors"]);
    }

    public void Dispose() => _folder.Dispose();
}
