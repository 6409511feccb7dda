using GrinToS3.Progress;
using GrinToS3.Publishing;
using GrinToS3.Workflows;

namespace GrinToS3.Enriching;

/// <summary>Adds to each volume what GRIN's reports know of it: prepare, forget where that is wanted, ask, publish.</summary>
public sealed class EnrichWorkflow : IWorkflow<EnrichInput, EnrichResult>
{
    /// <summary>The workflow's name.</summary>
    public const string Name = "Enrich";

    /// <summary>The event that asks for a good end: what is in flight is finished, nothing more is begun.</summary>
    public const string StopEvent = "Stop";

    /// <inheritdoc />
    public async Task<EnrichResult> RunAsync(IWorkflowContext context, EnrichInput input)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(input);
        var stop = context.WaitForExternalEvent<bool>(StopEvent);
        var begun = input.Progress is { } earlier ? earlier : await BeginAsync(context, input, stop);
        if (!begun.IsSuccess)
        {
            return new EnrichResult { End = EnrichEnd.Failed, Error = begun.Error, Progress = new() };
        }

        var (end, error, progress) = await WalkAsync(context, input, begun.Value, stop);
        if (end is WalkEnd.GenerationFull)
        {
            context.ContinueAsNew(input with { Progress = progress });
            return new EnrichResult { End = EnrichEnd.Stopped, Progress = progress };
        }

        var result = new EnrichResult
        {
            End = end is WalkEnd.Failed ? EnrichEnd.Failed : end is WalkEnd.Stopped ? EnrichEnd.Stopped : EnrichEnd.Complete,
            Error = end is WalkEnd.Failed ? error : null,
            Progress = progress with { Phase = EnrichPhase.Publishing, OutageSince = null },
        };
        return await PublishAsync(context, input, await CloseAsync(context, input, result));
    }

    private static async Task<Outcome<EnrichProgress>> BeginAsync(IWorkflowContext context, EnrichInput input, Task<bool> stop)
    {
        var progress = new EnrichProgress { Phase = EnrichPhase.Preparing, StartedAt = context.CurrentUtcDateTime };
        context.SetCustomStatus(progress);
        Task<Outcome<EnrichPlan>> Prepare() => context.CallActivityAsync<Outcome<EnrichPlan>>(PrepareEnrichActivity.Name, new PrepareEnrich(input.Run));
        var plan = await new Outage(context, input.Patience, stop).RunAsync(
            Prepare(),
            Prepare,
            since => context.SetCustomStatus(progress with { Phase = EnrichPhase.WaitingForGrin, OutageSince = since }));
        if (!plan.IsSuccess)
        {
            return plan.Error;
        }

        var session = await context.CallEntityAsync<Outcome<SessionOpened>>(ProgressEntity.Id(input.Run), ProgressEntity.OpenSession, Name);
        return session.IsSuccess
            ? progress with
            {
                Phase = input.Reset ? EnrichPhase.Resetting : EnrichPhase.Preparing,
                Session = session.Value.Id,
                Window = plan.Value.Window,
                Room = plan.Value.Room,
            }
            : session.Error;
    }

    private static async Task<(WalkEnd End, RunError? Error, EnrichProgress Progress)> WalkAsync(
        IWorkflowContext context, EnrichInput input, EnrichProgress progress, Task<bool> stop)
    {
        if (progress.Phase is EnrichPhase.Resetting)
        {
            var reset = new ResetWalk(context, input, progress, stop);
            var end = await reset.RunAsync();
            if (end is not WalkEnd.Done)
            {
                return (end, reset.Error, reset.Progress);
            }

            progress = reset.Progress with { Phase = EnrichPhase.Preparing };
        }

        if (progress.Phase is EnrichPhase.Preparing)
        {
            var count = await context.CallEntityAsync<Outcome<EnrichmentCount>>(ProgressEntity.Id(input.Run), ProgressEntity.CountToEnrich, input.Requested);
            if (!count.IsSuccess)
            {
                return (WalkEnd.Failed, count.Error, progress);
            }

            progress = progress with { ToEnrich = Math.Min(count.Value.Due, input.Limit ?? long.MaxValue), Waiting = count.Value.Waiting };
        }

        var walk = new EnrichWalk(context, input, progress, stop);
        return (await walk.RunAsync(), walk.Error, walk.Progress);
    }

    private static async Task<EnrichResult> CloseAsync(IWorkflowContext context, EnrichInput input, EnrichResult result)
    {
        var closed = await context.CallEntityAsync<Outcome<Done>>(
            ProgressEntity.Id(input.Run),
            ProgressEntity.CloseSession,
            new CloseSession(result.Progress.Session, result.Error?.Code ?? result.End.ToString().ToLowerInvariant()));
        return closed.IsSuccess ? result : result with { End = EnrichEnd.Failed, Error = result.Error ?? closed.Error };
    }

    private static async Task<EnrichResult> PublishAsync(IWorkflowContext context, EnrichInput input, EnrichResult result)
    {
        context.SetCustomStatus(result.Progress);
        var published = await Publication.StoreAsync(
            context,
            input.Run,
            result.End is EnrichEnd.Stopped,
            result.Error,
            PublishEnrichActivity.Name,
            snapshot => new PublishEnrich(input, result, snapshot, context.CurrentUtcDateTime));
        return result with
        {
            End = published.IsSuccess ? result.End : EnrichEnd.Failed,
            Error = result.Error ?? published.Error,
            Published = published.Value?.Objects ?? [],
        };
    }
}
