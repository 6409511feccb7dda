using GrinToS3.Enriching;
using GrinToS3.Functions.Durable;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace GrinToS3.Functions.Enriching;

/// <summary>The orchestrator of <see cref="EnrichWorkflow"/>: one instance a run, the same as of a collection, for one works on a run at a time.</summary>
public static class EnrichOrchestrator
{
    /// <summary>Adds to each volume what GRIN's reports know of it.</summary>
    /// <param name="context">The orchestration.</param>
    /// <param name="input">What to enrich.</param>
    /// <exception cref="RunFailedException">Enriching could not go on; what was brought stays, and the next start goes on there.</exception>
    [Function(EnrichWorkflow.Name)]
    public static async Task<EnrichResult> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, EnrichInput input)
    {
        var result = await new EnrichWorkflow().RunAsync(new DurableWorkflowContext(context), input);
        return result.Error is { } error ? throw new RunFailedException(error) : result;
    }
}
