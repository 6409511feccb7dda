using GrinToS3.Functions.Durable;
using GrinToS3.Syncing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace GrinToS3.Functions.Syncing;

/// <summary>The orchestrator of <see cref="SyncWorkflow"/>: one instance a run, the same as of a collection, for one works on a run at a time.</summary>
public static class SyncOrchestrator
{
    /// <summary>Brings archives into storage, and requests conversions.</summary>
    /// <param name="context">The orchestration.</param>
    /// <param name="input">What to sync.</param>
    /// <exception cref="RunFailedException">The sync could not go on; what was stored stays, and the next start goes on there.</exception>
    [Function(SyncWorkflow.Name)]
    public static async Task<SyncResult> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, SyncInput input)
    {
        var result = await new SyncWorkflow().RunAsync(new DurableWorkflowContext(context), input);
        return result.Error is { } error ? throw new RunFailedException(error) : result;
    }
}
