using GrinToS3.Progress;
using GrinToS3.Publishing;
using GrinToS3.Workflows;

namespace GrinToS3.Collecting;

/// <summary>Brings the inventory of a library into the progress file: prepare, list, publish.</summary>
public sealed class CollectWorkflow : IWorkflow<CollectInput, CollectResult>
{
    /// <summary>The workflow's name.</summary>
    public const string Name = "Collect";

    /// <summary>The event that asks for a good end: what is in flight is finished, nothing more is begun.</summary>
    public const string StopEvent = "Stop";

    /// <inheritdoc />
    public async Task<CollectResult> RunAsync(IWorkflowContext context, CollectInput input)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(input);
        var stop = context.WaitForExternalEvent<bool>(StopEvent);
        var progress = input.Progress;
        if (progress is null)
        {
            var begun = await BeginAsync(context, input, stop);
            if (!begun.IsSuccess)
            {
                return new CollectResult { End = CollectEnd.Failed, Error = begun.Error, Progress = new() };
            }

            progress = begun.Value;
        }

        var walk = new ListingWalk(context, input, progress, stop);
        var end = await walk.RunAsync();
        if (end is WalkEnd.GenerationFull)
        {
            context.ContinueAsNew(input with { Progress = walk.Progress });
            return new CollectResult { End = CollectEnd.Stopped, Progress = walk.Progress };
        }

        return await FinishAsync(context, input, walk, end);
    }

    private static async Task<Outcome<CollectProgress>> BeginAsync(IWorkflowContext context, CollectInput input, Task<bool> stop)
    {
        var progress = new CollectProgress { Phase = CollectPhase.Preparing, StartedAt = context.CurrentUtcDateTime };
        context.SetCustomStatus(progress);
        Task<Outcome<CollectPlan>> Prepare() =>
            context.CallActivityAsync<Outcome<CollectPlan>>(PrepareCollectActivity.Name, new PrepareCollect(input.Run));
        var plan = await new Outage(context, input.Patience, stop).RunAsync(
            Prepare(),
            Prepare,
            since => context.SetCustomStatus(progress with { Phase = CollectPhase.WaitingForGrin, OutageSince = since }));
        if (!plan.IsSuccess)
        {
            return plan.Error;
        }

        var listing = await context.CallEntityAsync<Outcome<ListingState>>(
            ProgressEntity.Id(input.Run),
            ProgressEntity.OpenListing,
            new OpenListing(
                FetchPageActivity.List,
                input.Refresh ? ApplyMode.Refresh : ApplyMode.Insert,
                plan.Value.PageSize,
                input.Limit,
                input.Restart ? TimeSpan.Zero : ListingWalk.ResumeWithin));
        if (!listing.IsSuccess)
        {
            return listing.Error;
        }

        var state = listing.Value;
        return progress with
        {
            Phase = CollectPhase.Listing,
            Listing = state.Id,
            Resumed = state.Resumed,
            NextAddress = state.PagesApplied == 0 ? plan.Value.FirstPage : state.NextAddress is { } next ? new Uri(next) : null,
            Window = input.Limit is null ? plan.Value.Window : 1,
            Pages = state.PagesApplied,
            Rows = state.RowsApplied,
        };
    }

    private static async Task<CollectResult> FinishAsync(IWorkflowContext context, CollectInput input, ListingWalk walk, WalkEnd end)
    {
        var error = end is WalkEnd.Stopped ? null : walk.Error;
        if (end is WalkEnd.Done)
        {
            var closed = await context.CallEntityAsync<Outcome<Done>>(
                ProgressEntity.Id(input.Run),
                ProgressEntity.CloseListing,
                new CloseListing(walk.Progress.Listing, input.Limit is null ? ListingEnd.Complete : ListingEnd.Limit));
            error = closed.Error;
        }

        var progress = walk.Progress with { Phase = CollectPhase.Publishing };
        context.SetCustomStatus(progress);
        var result = new CollectResult
        {
            End = error is not null ? CollectEnd.Failed : end is WalkEnd.Stopped ? CollectEnd.Stopped : CollectEnd.Complete,
            Error = error,
            Progress = progress,
        };
        var published = await Publication.StoreAsync(
            context,
            input.Run,
            result.End is CollectEnd.Stopped,
            result.Error,
            PublishCollectActivity.Name,
            snapshot => new PublishCollect(input, result, snapshot, context.CurrentUtcDateTime));
        return result with
        {
            End = published.IsSuccess ? result.End : CollectEnd.Failed,
            Error = result.Error ?? published.Error,
            Published = published.Value?.Objects ?? [],
        };
    }
}
