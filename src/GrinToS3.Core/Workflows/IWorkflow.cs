namespace GrinToS3.Workflows;

/// <summary>What happens, in which order. Written once; each host runs it over a context of its own.</summary>
/// <typeparam name="TInput">The input; also what <see cref="IWorkflowContext.ContinueAsNew"/> passes on.</typeparam>
/// <typeparam name="TOutput">The result.</typeparam>
public interface IWorkflow<in TInput, TOutput>
{
    /// <summary>Runs the workflow, or replays it.</summary>
    /// <param name="context">All that it may use.</param>
    /// <param name="input">Its input.</param>
    Task<TOutput> RunAsync(IWorkflowContext context, TInput input);
}
