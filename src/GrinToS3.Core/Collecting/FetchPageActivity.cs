using GrinToS3.Grin;
using GrinToS3.Grin.Http;
using GrinToS3.Grin.Listing;
using GrinToS3.Progress;
using GrinToS3.Workflows;

namespace GrinToS3.Collecting;

/// <summary>Fetches one page of the inventory, parses it as it arrives, and leaves its rows in the inbox as a batch.</summary>
/// <param name="runs">The runs that are open in this process.</param>
public sealed class FetchPageActivity(OpenRuns runs) : IActivity<FetchPage, Outcome<FetchedPage>>
{
    /// <summary>The activity's name.</summary>
    public const string Name = "FetchPage";

    /// <summary>The list, as the ledger and the batch ids call it.</summary>
    public const string List = "_all_books";

    /// <inheritdoc />
    public Task<Outcome<FetchedPage>> RunAsync(FetchPage input, CancellationToken cancellationToken) => StorageGuard.RunAsync<FetchedPage>(async () =>
    {
        using var lease = runs.Borrow(input.Run);
        var run = lease.Run;
        var batch = BatchId.ForPage(List, input.Listing, input.Page);
        if (run.Inbox.TryReadReceipt(batch, out var receipt) && receipt.ReadNote<PageNote>() is { } note && note.Answers(input))
        {
            // An earlier start fetched this page and ended before it was applied.
            return note.ToFetchedPage(batch, (int)receipt.Rows);
        }

        var fetched = await run.Grin.GetAsync(
            input.Address,
            GrinRequestKind.List,
            (response, stop) => ReadAsync(run, batch, input, response, stop),
            input.Predicted ? RetryPlan.None : run.Retry,
            cancellationToken);
        return fetched.IsSuccess
            ? fetched.Value
            : RunError.From(fetched.Error with { Message = $"page {input.Page + 1} of the inventory: {fetched.Error.Message}" });
    });

    private static async ValueTask<GrinResult<FetchedPage>> ReadAsync(
        OpenRun run,
        BatchId batch,
        FetchPage input,
        GrinResponse response,
        CancellationToken cancellationToken)
    {
        using var writer = run.Inbox.Create(batch);
        var sink = new BookBatchSink(writer, input.MaxRows);
        var page = await ListingParser.ReadAsync(response.Body, sink, cancellationToken);
        if ((page.Error ?? sink.Problem) is { } problem)
        {
            return problem;
        }

        Uri? next = null;
        if (page.Value!.NextLink is { } link && (next = run.Address.Resolve(link)) is null)
        {
            return new GrinError(GrinErrorKind.LayoutChanged, $"the Next link '{link}' on {input.Address} is not an address");
        }

        if (next == input.Address)
        {
            return new GrinError(GrinErrorKind.LayoutChanged, $"the Next link on {input.Address} leads to the page itself");
        }

        if (next is not null && page.Value is { Rows: 0, RowsWithoutBarcode: 0 })
        {
            return new GrinError(GrinErrorKind.LayoutChanged, $"the page {input.Address} has no volumes, but a Next link");
        }

        var note = new PageNote(input.Address, input.MaxRows, next, (int)page.Value.RowsWithoutBarcode, sink.UnknownColumns);
        writer.Complete(note.Write());
        return note.ToFetchedPage(batch, (int)writer.Rows);
    }
}
