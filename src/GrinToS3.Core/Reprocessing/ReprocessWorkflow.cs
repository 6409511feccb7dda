using GrinToS3.Progress;
using GrinToS3.Publishing;
using GrinToS3.Syncing;
using GrinToS3.Workflows;

namespace GrinToS3.Reprocessing;

/// <summary>Derives page texts and MARC columns anew from stored archives, without GRIN: prepare, select, read, publish.</summary>
public sealed class ReprocessWorkflow : IWorkflow<ReprocessInput, SyncResult>
{
    /// <summary>The workflow's name.</summary>
    public const string Name = "Reprocess";

    /// <summary>The event that asks for a good end: what is in flight is finished, nothing more is begun.</summary>
    public const string StopEvent = "Stop";

    /// <inheritdoc />
    public async Task<SyncResult> RunAsync(IWorkflowContext context, ReprocessInput input)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(input);
        var stop = context.WaitForExternalEvent<bool>(StopEvent);
        var progress = input.Progress;
        if (progress is null)
        {
            var begun = await new ReprocessSelection(context, input, stop).RunAsync();
            if (!begun.IsSuccess)
            {
                return new SyncResult { End = SyncEnd.Failed, Error = begun.Error, Progress = new() };
            }

            progress = begun.Value;
        }

        var reading = new FetchWalk(context, Plan(input), progress, stop);
        var end = await reading.RunAsync();
        if (end is WalkEnd.GenerationFull)
        {
            context.ContinueAsNew(input with { Progress = reading.Progress });
            return new SyncResult { End = SyncEnd.Stopped, Progress = reading.Progress };
        }

        var ending = new SyncEnding(context, input.Run);
        var ended = SyncEnding.Of(end, reading.Error, reading.Progress);

        // One that was limited has not come to all: the next one of all goes on.
        var isLimited = ended.End is SyncEnd.Complete && input.Limit is { } limit && ended.Progress.ToFetch >= limit;
        var result = await ending.CloseAsync(ended, isLimited ? "limit" : null);
        return await ending.PublishAsync(result, PublishReprocessActivity.Name, snapshot => new PublishReprocess(input, result, snapshot, context.CurrentUtcDateTime));
    }

    private static FetchPlan Plan(ReprocessInput input) => new(
        input.Run,
        SessionStep.Derive,
        ReprocessVolumeActivity.Name,
        (volume, progress) => new ReprocessVolume(input.Run, progress.Session, volume, input.WithText, input.WithMarc, OnlyDue: input.Source is StoredSource.Due),
        input.MostFailuresInRow,
        input.Patience);
}
