using GrinToS3.Collecting;
using GrinToS3.Enriching;
using GrinToS3.Syncing;
using GrinToS3.Verifying;
using GrinToS3.Workflows;

namespace GrinToS3.Mirroring;

/// <summary>
/// Brings a library home in one run: collect, request, sync, enrich, audit, each the workflow that also runs by itself. A stage begins where the one before has
/// finished; one that failed, or was stopped, is the last. All stages are one instance, each in generations of its own: who steers the run finds it
/// under its one id, and no history holds more than one generation of one stage.
/// </summary>
public sealed class MirrorWorkflow : IWorkflow<MirrorInput, MirrorResult>
{
    /// <summary>The workflow's name.</summary>
    public const string Name = "Mirror";

    /// <inheritdoc />
    public Task<MirrorResult> RunAsync(IWorkflowContext context, MirrorInput input)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(input);
        return input switch
        {
            { Collect: { } collect } => StageAsync(
                context,
                new CollectWorkflow(),
                collect,
                next => input with { Collect = next },
                result => (input with { Collect = null, Done = input.Done with { Collect = result } }, result.End is CollectEnd.Complete)),
            { Request: { } request } => StageAsync(
                context,
                new SyncWorkflow(),
                request,
                next => input with { Request = next },
                result => (input with { Request = null, Done = input.Done with { Request = result } }, result.End is SyncEnd.Complete)),
            { Sync: { } sync } => StageAsync(
                context,
                new SyncWorkflow(),
                sync,
                next => input with { Sync = next },
                result => (input with { Sync = null, Done = input.Done with { Sync = result } }, result.End is SyncEnd.Complete)),
            { Enrich: { } enrich } => StageAsync(
                context,
                new EnrichWorkflow(),
                enrich,
                next => input with { Enrich = next },
                result => (input with { Enrich = null, Done = input.Done with { Enrich = result } }, result.End is EnrichEnd.Complete)),
            { Audit: { } audit } => StageAsync(
                context,
                new AuditWorkflow(),
                audit,
                next => input with { Audit = next },
                result => (input with { Audit = null, Done = input.Done with { Audit = result } }, result.End is AuditEnd.Complete or AuditEnd.OutOfTime or AuditEnd.InUse)),
            _ => Task.FromResult(input.Done),
        };
    }

    /// <summary>One generation of a stage, and the begin of the next stage where this one ends well.</summary>
    /// <param name="context">The run's context.</param>
    /// <param name="workflow">The stage.</param>
    /// <param name="input">Its input.</param>
    /// <param name="again">The run's input around the stage's next one.</param>
    /// <param name="after">What is left to do after the stage, and whether it has finished.</param>
    private static async Task<MirrorResult> StageAsync<TInput, TOutput>(
        IWorkflowContext context,
        IWorkflow<TInput, TOutput> workflow,
        TInput input,
        Func<TInput, MirrorInput> again,
        Func<TOutput, (MirrorInput Next, bool IsComplete)> after)
        where TInput : class
    {
        var stage = new StageContext<TInput>(context, again);
        var (next, isComplete) = after(await workflow.RunAsync(stage, input));
        if (!stage.ContinuesAsNew && isComplete && !stage.IsStopped && next is not { Collect: null, Request: null, Sync: null, Enrich: null, Audit: null })
        {
            context.ContinueAsNew(next);
        }

        return next.Done;
    }
}
