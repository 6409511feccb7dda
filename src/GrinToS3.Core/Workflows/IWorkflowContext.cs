namespace GrinToS3.Workflows;

/// <summary>
/// What a workflow may use. The members bear the names, and keep the promises, that Durable Functions' orchestration context gives them:
/// a workflow runs on one logical thread, is replayed from its history, and so must be deterministic. It reads no clock and no options, does
/// no I/O, awaits only tasks that this context gave, and never uses <c>ConfigureAwait(false)</c>.
/// </summary>
public interface IWorkflowContext
{
    /// <summary>The instance's id: fixed for a run, so that a run can't be started twice.</summary>
    string InstanceId { get; }

    /// <summary>The time of the current step, the same in every replay.</summary>
    DateTime CurrentUtcDateTime { get; }

    /// <summary>Whether the current step repeats one that was taken before.</summary>
    bool IsReplaying { get; }

    /// <summary>Runs an activity, anywhere, at least once.</summary>
    /// <typeparam name="TResult">What it returns; serialised as JSON.</typeparam>
    /// <param name="name">The activity's name.</param>
    /// <param name="input">Its input; serialised as JSON.</param>
    Task<TResult> CallActivityAsync<TResult>(string name, object? input = null);

    /// <summary>Calls an operation of an entity and waits for its answer. Operations of one entity run one at a time, each at least once.</summary>
    /// <typeparam name="TResult">What it returns; serialised as JSON.</typeparam>
    /// <param name="id">The entity.</param>
    /// <param name="operationName">The operation.</param>
    /// <param name="input">Its input; serialised as JSON.</param>
    Task<TResult> CallEntityAsync<TResult>(WorkflowEntityId id, string operationName, object? input = null);

    /// <summary>Waits for an event that somebody outside raises for this instance.</summary>
    /// <typeparam name="T">What the event carries.</typeparam>
    /// <param name="eventName">The event's name.</param>
    Task<T> WaitForExternalEvent<T>(string eventName);

    /// <summary>Waits without holding a thread or a host.</summary>
    /// <param name="delay">How long.</param>
    /// <param name="cancellationToken">Ends the wait early.</param>
    Task CreateTimer(TimeSpan delay, CancellationToken cancellationToken);

    /// <summary>Shows where the workflow stands; under 1 KB.</summary>
    /// <param name="customStatus">A serialisable value.</param>
    void SetCustomStatus(object? customStatus);

    /// <summary>Ends this generation and starts the next with a fresh history; to be followed by a return.</summary>
    /// <param name="newInput">The next generation's input.</param>
    void ContinueAsNew(object? newInput);
}
