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

        var ending = new SyncEnding(context, input.Run);
        if (input.DryRun)
        {
            return await ending.CloseAsync(new SyncResult { End = SyncEnd.Complete, Progress = progress }, "dry-run");
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

        var result = await ending.CloseAsync(SyncEnding.Of(end, error, progress));
        return await ending.PublishAsync(result, PublishSyncActivity.Name, snapshot => new PublishSync(input, result, snapshot, context.CurrentUtcDateTime));
    }
}
