namespace GrinToS3.Progress;

/// <summary>
/// Keeps how far each listing has come, in the same transactions as its rows. Every operation may be delivered again: it gives
/// the same answer and changes nothing more.
/// </summary>
public sealed class ListingLedger
{
    private readonly ProgressStore _store;
    private readonly Inbox _inbox;
    private Task _deleting = Task.CompletedTask;

    /// <summary>Makes the ledger of a run.</summary>
    /// <param name="store">The progress file.</param>
    /// <param name="inbox">Where the pages' batches wait.</param>
    public ListingLedger(ProgressStore store, Inbox inbox)
    {
        _store = store;
        _inbox = inbox;
    }

    /// <summary>Resumes the latest unfinished listing that was begun the same way, or begins one; gives up all other unfinished ones of the list.</summary>
    /// <param name="request">What to list.</param>
    public ListingState OpenListing(OpenListing request)
    {
        ArgumentNullException.ThrowIfNull(request);
        Settle();
        var state = _store.Write(connection =>
        {
            var now = _store.Clock.GetUtcNow();
            var id = ListingTable.FindUnfinished(connection, request, now) ?? ListingTable.Add(connection, request, now);
            ListingTable.AbandonOthers(connection, request.List, id, now);
            return ListingTable.State(connection, id);
        });

        // Not only of those that were given up just now: a host may have died between the end of a listing and this.
        _inbox.DeleteAllOf(BatchId.ListPrefix(request.List), except: BatchId.ListingPrefix(request.List, state.Id));
        return state;
    }

    /// <summary>Applies the next page: its rows, its batch id and its place in the listing, in one transaction; its file is deleted beside.</summary>
    /// <param name="request">The page.</param>
    /// <exception cref="ProgressStoreException">
    /// Nothing was applied: the page is not the next (<see cref="ProgressFault.OutOfOrder"/>), its batch is missing or damaged,
    /// or the file cannot be written.
    /// </exception>
    public BatchApplied ApplyPage(ApplyPage request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var applied = _store.Write(connection =>
        {
            if (ListingTable.FindPage(connection, request) is { } earlier)
            {
                return earlier;
            }

            var mode = ListingTable.ModeForNextPage(connection, request);
            var fresh = _store.ApplyNew(connection, request.Batch, _inbox, mode, request.Rows);
            ListingTable.AddPage(connection, request, fresh, _store.Now);
            return fresh;
        });
        // Deleting megabytes takes a tenth of the time that applying them takes; one such file at most lags behind.
        Settle();
        _deleting = Task.Run(() => _inbox.Delete(request.Batch));
        return applied;
    }

    /// <summary>Waits until the file of the page that was applied last is deleted.</summary>
    /// <exception cref="IOException">It could not be.</exception>
    public void Settle()
    {
        var deleting = _deleting;
        _deleting = Task.CompletedTask;
        deleting.GetAwaiter().GetResult();
    }

    /// <summary>Ends a listing and deletes what is left of it in the inbox; one that has ended stays as it is.</summary>
    /// <param name="listing">The listing's number.</param>
    /// <param name="ended">How it ended.</param>
    /// <exception cref="ProgressStoreException">There is no such listing.</exception>
    public void CloseListing(long listing, ListingEnd ended)
    {
        Settle();
        var list = _store.Write(connection => ListingTable.Close(connection, listing, ended, _store.Now));
        _inbox.DeleteAllOf(BatchId.ListingPrefix(list, listing));
    }
}
