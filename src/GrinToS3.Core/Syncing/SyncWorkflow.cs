using GrinToS3.Progress;
using GrinToS3.Publishing;
using GrinToS3.Workflows;

namespace GrinToS3.Syncing;

/// <summary>Brings archives into storage and asks GRIN to convert what it has not: prepare, select, fetch, request, publish.</summary>
public sealed class SyncWorkflow : IWorkflow<SyncInput, SyncResult>
{
    /// <summary>The workflow's name.</summary>
    public const string Name = "Sync";

    /// <summary>The event that asks for a good end: what is in flight is finished, nothing more is begun.</summary>
    public const string StopEvent = "Stop";

    /// <inheritdoc />
    public async Task<SyncResult> RunAsync(IWorkflowContext context, SyncInput input)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(input);
        var stop = context.WaitForExternalEvent<bool>(StopEvent);
        var progress = input.Progress;
        if (progress is null)
        {
            var begun = await new SyncSelection(context, input, stop).RunAsync();
            if (!begun.IsSuccess)
            {
                return new SyncResult { End = SyncEnd.Failed, Error = begun.Error, Progress = new() };
            }

            progress = begun.Value;
        }

        if (input.DryRun)
        {
            return await CloseAsync(context, input, new SyncResult { End = SyncEnd.Complete, Progress = progress });
        }

        var fetching = new FetchWalk(context, FetchPlan.Of(input), progress, stop);
        var end = await fetching.RunAsync();
        progress = fetching.Progress;
        var error = fetching.Error;
        if (end is WalkEnd.Done)
        {
            var requesting = new RequestWalk(context, input, progress, stop);
            end = await requesting.RunAsync();
            progress = requesting.Progress;
            error = requesting.Error;
        }

        if (end is WalkEnd.GenerationFull)
        {
            context.ContinueAsNew(input with { Progress = progress });
            return new SyncResult { End = SyncEnd.Stopped, Progress = progress };
        }

        var result = new SyncResult
        {
            End = end is WalkEnd.Failed ? SyncEnd.Failed : end is WalkEnd.Stopped ? SyncEnd.Stopped : SyncEnd.Complete,
            Error = error,
            Progress = progress with { Phase = SyncPhase.Publishing, OutageSince = null },
        };
        return await PublishAsync(context, input, await CloseAsync(context, input, result));
    }

    private static async Task<SyncResult> CloseAsync(IWorkflowContext context, SyncInput input, SyncResult result)
    {
        var closed = await context.CallEntityAsync<Outcome<Done>>(
            ProgressEntity.Id(input.Run),
            ProgressEntity.CloseSession,
            new CloseSession(result.Progress.Session, input.DryRun ? "dry-run" : result.Error?.Code ?? result.End.ToString().ToLowerInvariant()));
        return closed.IsSuccess ? result : result with { End = SyncEnd.Failed, Error = result.Error ?? closed.Error };
    }

    private static async Task<SyncResult> PublishAsync(IWorkflowContext context, SyncInput input, SyncResult result)
    {
        context.SetCustomStatus(result.Progress);
        var published = await Publication.StoreAsync(
            context,
            input.Run,
            result.End is SyncEnd.Stopped,
            result.Error,
            PublishSyncActivity.Name,
            snapshot => new PublishSync(input, result, snapshot, context.CurrentUtcDateTime));
        return result with
        {
            End = published.IsSuccess ? result.End : SyncEnd.Failed,
            Error = result.Error ?? published.Error,
            Published = published.Value?.Objects ?? [],
        };
    }
}
