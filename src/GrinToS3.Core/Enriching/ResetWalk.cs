using GrinToS3.Progress;
using GrinToS3.Workflows;

namespace GrinToS3.Enriching;

/// <summary>One generation's walk through all volumes to forget what enriching brought, some at a time: a transaction of millions would hold up all others.</summary>
internal sealed class ResetWalk(IWorkflowContext context, EnrichInput input, EnrichProgress progress, Task<bool> stop)
{
    private const int VolumesPerCall = 50_000;

    /// <summary>Calls of one generation: some four history events each, so that an instance stays under 500.</summary>
    private const int CallsPerGeneration = 100;

    internal EnrichProgress Progress { get; private set; } = progress;

    internal RunError? Error { get; private set; }

    internal async Task<WalkEnd> RunAsync()
    {
        for (var call = 0; call < CallsPerGeneration; call++)
        {
            context.SetCustomStatus(Progress);
            if (stop.IsCompleted)
            {
                return WalkEnd.Stopped;
            }

            var reset = await context.CallEntityAsync<Outcome<EnrichmentReset>>(
                ProgressEntity.Id(input.Run), ProgressEntity.ResetEnrichment, new ResetEnrichment(Progress.ResetPosition, VolumesPerCall));
            if (!reset.IsSuccess)
            {
                Error = reset.Error;
                return WalkEnd.Failed;
            }

            if (reset.Value.Position is not { } position)
            {
                return WalkEnd.Done;
            }

            Progress = Progress with { ResetPosition = position, Forgotten = Progress.Forgotten + reset.Value.Volumes };
        }

        return WalkEnd.GenerationFull;
    }
}
