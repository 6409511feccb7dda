using GrinToS3.Functions.Durable;
using GrinToS3.Mirroring;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace GrinToS3.Functions.Mirroring;

/// <summary>The orchestrator of <see cref="MirrorWorkflow"/>: one instance a run, the same as of its stages alone, for one works on a run at a time.</summary>
public static class MirrorOrchestrator
{
    /// <summary>Collects, requests, syncs, enriches and audits, as far as that is wanted. What an audit finds ends nothing: it is in the result.</summary>
    /// <param name="context">The orchestration.</param>
    /// <param name="input">What to do.</param>
    /// <exception cref="RunFailedException">A stage could not finish; what it did stays, and the next start goes on there.</exception>
    [Function(MirrorWorkflow.Name)]
    public static async Task<MirrorResult> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, MirrorInput input)
    {
        var result = await new MirrorWorkflow().RunAsync(new DurableWorkflowContext(context), input);
        return result.Error is { } error ? throw new RunFailedException(error) : result;
    }
}
