using GrinToS3.Workflows;

namespace GrinToS3.Mirroring;

/// <summary>What a stage sees of the run's context: where the stage goes on as new, the run does, and remembers which stage it was in.</summary>
/// <typeparam name="TInput">The stage's input.</typeparam>
/// <param name="context">The run's.</param>
/// <param name="whole">The run's input around the stage's next one.</param>
internal sealed class StageContext<TInput>(IWorkflowContext context, Func<TInput, MirrorInput> whole) : IWorkflowContext
    where TInput : class
{
    private readonly List<Task> _events = [];

    public string InstanceId => context.InstanceId;

    public DateTime CurrentUtcDateTime => context.CurrentUtcDateTime;

    public bool IsReplaying => context.IsReplaying;

    /// <summary>Whether the stage has another generation.</summary>
    internal bool ContinuesAsNew { get; private set; }

    /// <summary>Whether somebody asked for the end, also when that came too late for the stage to heed it.</summary>
    internal bool IsStopped => _events.Exists(static one => one.IsCompleted);

    public Task<TResult> CallActivityAsync<TResult>(string name, object? input = null) => context.CallActivityAsync<TResult>(name, input);

    public Task<TResult> CallEntityAsync<TResult>(WorkflowEntityId id, string operationName, object? input = null) =>
        context.CallEntityAsync<TResult>(id, operationName, input);

    public Task<T> WaitForExternalEvent<T>(string eventName)
    {
        var arrival = context.WaitForExternalEvent<T>(eventName);
        _events.Add(arrival);
        return arrival;
    }

    public Task CreateTimer(TimeSpan delay, CancellationToken cancellationToken) => context.CreateTimer(delay, cancellationToken);

    public void SetCustomStatus(object? customStatus) => context.SetCustomStatus(customStatus);

    public void ContinueAsNew(object? newInput)
    {
        ContinuesAsNew = true;
        context.ContinueAsNew(whole((TInput)newInput!));
    }
}
