using GrinToS3.Collecting;
using GrinToS3.Functions.Durable;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace GrinToS3.Functions.Collecting;

/// <summary>The orchestrator of <see cref="CollectWorkflow"/>: one instance a run.</summary>
public static class CollectOrchestrator
{
    /// <summary>Collects a library's inventory.</summary>
    /// <param name="context">The orchestration.</param>
    /// <param name="input">What to collect.</param>
    /// <exception cref="RunFailedException">The collection could not finish; what was applied stays, and the next start goes on there.</exception>
    [Function(CollectWorkflow.Name)]
    public static async Task<CollectResult> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, CollectInput input)
    {
        var result = await new CollectWorkflow().RunAsync(new DurableWorkflowContext(context), input);
        return result.Error is { } error ? throw new RunFailedException(error) : result;
    }
}
