using GrinToS3.Progress;
using GrinToS3.Workflows;

namespace GrinToS3.Collecting;

/// <summary>
/// One generation's walk along the list: pages are fetched side by side at guessed addresses, and applied one by one in the list's own order.
/// A guess counts only once the page before it has named the same address in its Next link.
/// </summary>
internal sealed class ListingWalk(IWorkflowContext context, CollectInput input, CollectProgress progress, Task<bool> stop)
{
    /// <summary>An unfinished listing older than this is started anew: by then the inventory has moved under its page numbers.</summary>
    internal static readonly TimeSpan ResumeWithin = TimeSpan.FromHours(24);

    /// <summary>Pages of one generation: some eight history events each, so that an instance stays under 500.</summary>
    internal const int PagesPerGeneration = 40;

    private readonly Queue<PendingPage> _pending = new();
    private (int Page, Uri? Address) _known = (progress.Pages, progress.NextAddress);
    private long _knownRows = progress.Rows;
    private int _begun;

    /// <summary>What has been applied so far.</summary>
    internal CollectProgress Progress { get; private set; } = progress;

    /// <summary>Why the walk failed, where it did.</summary>
    internal RunError? Error { get; private set; }

    internal async Task<WalkEnd> RunAsync()
    {
        context.SetCustomStatus(Progress);
        while (true)
        {
            Refill();
            if (!_pending.TryDequeue(out var page))
            {
                return _known.Address is null ? WalkEnd.Done
                    : stop.IsCompleted ? WalkEnd.Stopped
                    : WalkEnd.GenerationFull;
            }

            var fetched = await FetchAsync(page);
            if (!fetched.IsSuccess)
            {
                // Who stops a collection because GRIN does not answer has not met a failure.
                await DropGuessesAsync();
                Error = fetched.Error;
                return stop.IsCompleted && fetched.Error.ShouldRetry ? WalkEnd.Stopped : WalkEnd.Failed;
            }

            await ConfirmAsync(page, fetched.Value);
            Refill();
            Error = await ApplyAsync(page, fetched.Value);
            if (Error is not null)
            {
                await DropGuessesAsync();
                return WalkEnd.Failed;
            }
        }
    }

    private void Refill()
    {
        while (!stop.IsCompleted && _pending.Count < Progress.Window && _begun < PagesPerGeneration)
        {
            var ahead = _pending.Count;
            var address = ahead == 0 || _known.Address is null ? _known.Address : ListingAddresses.Predict(_known.Address, _known.Page, ahead);
            if (address is null)
            {
                return;
            }

            _pending.Enqueue(Begin(_known.Page + ahead, address, predicted: ahead > 0));
            _begun++;
        }
    }

    private PendingPage Begin(int page, Uri address, bool predicted)
    {
        int? maxRows = input.Limit is { } limit ? (int)(limit - _knownRows) : null;
        var request = new FetchPage(input.Run, Progress.Listing, page, address, predicted, maxRows);
        return new PendingPage(page, address, predicted, context.CallActivityAsync<Outcome<FetchedPage>>(FetchPageActivity.Name, request));
    }

    /// <summary>The page that is due. A failed guess is asked again now that its address is certain; an outage is sat out as long as patience lasts.</summary>
    private async Task<Outcome<FetchedPage>> FetchAsync(PendingPage page)
    {
        var fetched = await page.Fetch;
        if (fetched.IsSuccess)
        {
            return fetched;
        }

        if (page.Predicted)
        {
            Progress = Progress with { Repeated = Progress.Repeated + 1, LastRepeat = fetched.Error.Message };
            context.SetCustomStatus(Progress);
        }

        Task<Outcome<FetchedPage>> Again() => Begin(page.Page, page.Address, predicted: false).Fetch;
        return await new Outage(context, input.Patience, stop).RunAsync(
            page.Predicted ? Again() : page.Fetch,
            Again,
            since => Report(CollectPhase.WaitingForGrin, since));
    }

    private void Report(CollectPhase phase, DateTime? outageSince)
    {
        Progress = Progress with { Phase = phase, OutageSince = outageSince };
        context.SetCustomStatus(Progress);
    }

    private async Task ConfirmAsync(PendingPage page, FetchedPage fetched)
    {
        _knownRows += fetched.Rows;
        _known = (page.Page + 1, _knownRows >= input.Limit ? null : fetched.NextAddress);
        if (_pending.TryPeek(out var following) && following.Address != _known.Address)
        {
            await DropGuessesAsync();
        }
    }

    private async Task<RunError?> ApplyAsync(PendingPage page, FetchedPage fetched)
    {
        var applied = await context.CallEntityAsync<Outcome<BatchApplied>>(
            ProgressEntity.Id(input.Run),
            ProgressEntity.ApplyPage,
            new ApplyPage(
                Progress.Listing,
                page.Page,
                fetched.Batch,
                fetched.Address.AbsoluteUri,
                _known.Address?.AbsoluteUri,
                fetched.Rows,
                fetched.WithoutBarcode));
        if (!applied.IsSuccess)
        {
            return applied.Error;
        }

        Progress = Progress with
        {
            NextAddress = _known.Address,
            Pages = page.Page + 1,
            Rows = Progress.Rows + fetched.Rows,
            Inserted = Progress.Inserted + applied.Value.Inserted,
            Updated = Progress.Updated + applied.Value.Updated,
            Unchanged = Progress.Unchanged + applied.Value.Unchanged,
            WithoutBarcode = Progress.WithoutBarcode + fetched.WithoutBarcode,
            LastBatch = fetched.Batch,
            UnknownColumns = [.. Progress.UnknownColumns.Union(fetched.UnknownColumns).Take(20)],
        };
        Report(CollectPhase.Listing, outageSince: null);
        return null;
    }

    /// <summary>Forgets pages that were fetched at guessed addresses, once they have stopped writing to the inbox.</summary>
    private async Task DropGuessesAsync()
    {
        while (_pending.TryDequeue(out var guess))
        {
            await guess.Fetch;
        }
    }

    private sealed record PendingPage(int Page, Uri Address, bool Predicted, Task<Outcome<FetchedPage>> Fetch);
}
