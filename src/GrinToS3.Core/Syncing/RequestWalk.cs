using GrinToS3.Converting;
using GrinToS3.Progress;
using GrinToS3.Workflows;

namespace GrinToS3.Syncing;

/// <summary>One generation's walk through the volumes whose conversion is to be requested: 200 a call, until GRIN's queue is full.</summary>
internal sealed class RequestWalk(IWorkflowContext context, SyncInput input, SyncProgress progress, Task<bool> stop)
{
    /// <summary>Calls of one generation: some ten history events each, so that an instance stays under 500.</summary>
    internal const int CallsPerGeneration = 30;

    internal SyncProgress Progress { get; private set; } = progress;

    internal RunError? Error { get; private set; }

    internal async Task<WalkEnd> RunAsync()
    {
        for (var call = 0; Progress.RequestPosition < Progress.ToRequest && !Progress.QueueFull; call++)
        {
            if (stop.IsCompleted || call >= CallsPerGeneration)
            {
                return stop.IsCompleted ? WalkEnd.Stopped : WalkEnd.GenerationFull;
            }

            Report(SyncPhase.Requesting);
            Error = await CallAsync();
            if (Error is not null)
            {
                return stop.IsCompleted && Error.ShouldRetry ? WalkEnd.Stopped : WalkEnd.Failed;
            }
        }

        Progress = Progress with { QueueFull = Progress.QueueFull || Progress.FillsQueue };
        return WalkEnd.Done;
    }

    private async Task<RunError?> CallAsync()
    {
        var count = Math.Min(RequestConversionsActivity.MostVolumes, Progress.ToRequest - Progress.RequestPosition);
        var page = await context.CallEntityAsync<Outcome<SessionPage>>(
            ProgressEntity.Id(input.Run),
            ProgressEntity.NextVolumes,
            new NextVolumes(Progress.Session, SessionStep.Request, Progress.RequestPosition, count));
        if (!page.IsSuccess)
        {
            return page.Error;
        }

        if (page.Value.Volumes is not [.., var last])
        {
            Progress = Progress with { RequestPosition = Progress.ToRequest };
            return null;
        }

        Task<Outcome<ConversionsRequested>> Ask() => context.CallActivityAsync<Outcome<ConversionsRequested>>(
            RequestConversionsActivity.Name, new RequestConversions(input.Run, Progress.Session, page.Value.Volumes));
        var asked = await new Outage(context, input.Patience, stop).RunAsync(Ask(), Ask, since => Report(SyncPhase.Waiting, since));
        if (!asked.IsSuccess)
        {
            return asked.Error;
        }

        if (asked.Value.Batch is { } batch)
        {
            var applied = await context.CallEntityAsync<Outcome<Done>>(ProgressEntity.Id(input.Run), ProgressEntity.ApplyVolumes, new ApplyVolumes([batch]));
            if (!applied.IsSuccess)
            {
                return applied.Error;
            }
        }

        Note(asked.Value, last.Position);
        return null;
    }

    private void Note(ConversionsRequested answer, int position)
    {
        int Count(ConversionAnswer one) => answer.Counts.GetValueOrDefault(one);
        Progress = Progress with
        {
            RequestPosition = answer.QueueFull ? Progress.RequestPosition : position,
            Requested = Progress.Requested + Count(ConversionAnswer.Requested),
            InProcess = Progress.InProcess + Count(ConversionAnswer.InProcess),
            Available = Progress.Available + Count(ConversionAnswer.Available),
            Refused = Progress.Refused + Count(ConversionAnswer.Refused),
            Unknown = Progress.Unknown + Count(ConversionAnswer.Unknown),
            UnknownAnswer = answer.Sample ?? Progress.UnknownAnswer,
            QueueFull = answer.QueueFull,
        };
        Report(SyncPhase.Requesting);
    }

    private void Report(SyncPhase phase, DateTime? outageSince = null)
    {
        Progress = Progress with { Phase = phase, OutageSince = outageSince };
        context.SetCustomStatus(Progress);
    }
}
