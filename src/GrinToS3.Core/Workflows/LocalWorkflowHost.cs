using System.Collections.Concurrent;

namespace GrinToS3.Workflows;

/// <summary>Runs workflows in this process: the embedded counterpart of the Durable Functions host.</summary>
public sealed class LocalWorkflowHost
{
    private readonly Dictionary<string, Func<string, CancellationToken, Task<string>>> _activities = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IWorkflowEntity> _entities = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<WorkflowEntityId, SemaphoreSlim> _turns = new();
    private readonly ConcurrentDictionary<string, LocalWorkflowContext> _running = new(StringComparer.Ordinal);

    /// <summary>Makes a host without activities and entities.</summary>
    /// <param name="time">The clock of timers and of <see cref="IWorkflowContext.CurrentUtcDateTime"/>.</param>
    public LocalWorkflowHost(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        Time = time;
    }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; }

    /// <summary>Makes an activity known.</summary>
    /// <typeparam name="TInput">Its input.</typeparam>
    /// <typeparam name="TOutput">Its result.</typeparam>
    /// <param name="name">The name that workflows call.</param>
    /// <param name="activity">The activity.</param>
    public LocalWorkflowHost AddActivity<TInput, TOutput>(string name, IActivity<TInput, TOutput> activity)
    {
        _activities.Add(name, async (input, cancellationToken) =>
            WorkflowJson.Write(await activity.RunAsync(WorkflowJson.Read<TInput>(input), cancellationToken)));
        return this;
    }

    /// <summary>Makes a kind of entity known.</summary>
    /// <param name="name">The name that workflows call.</param>
    /// <param name="entity">The entity.</param>
    public LocalWorkflowHost AddEntity(string name, IWorkflowEntity entity)
    {
        _entities.Add(name, entity);
        return this;
    }

    /// <summary>Runs a workflow to its end, through all of its generations.</summary>
    /// <typeparam name="TInput">Its input.</typeparam>
    /// <typeparam name="TOutput">Its result.</typeparam>
    /// <param name="workflow">The workflow.</param>
    /// <param name="instanceId">The instance's id; one instance of an id runs at a time.</param>
    /// <param name="input">The first generation's input.</param>
    /// <param name="customStatus">Told each custom status, on the workflow's thread.</param>
    /// <param name="cancellationToken">Stops activities at once; a workflow that shall end well is sent an event instead.</param>
    /// <exception cref="WorkflowTaskFailedException">An activity or entity operation threw: a bug or broken infrastructure.</exception>
    public async Task<TOutput> RunAsync<TInput, TOutput>(
        IWorkflow<TInput, TOutput> workflow,
        string instanceId,
        TInput input,
        Action<object?>? customStatus = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(workflow);
        using var loop = new WorkflowLoop();
        var context = new LocalWorkflowContext(this, loop, instanceId, customStatus, cancellationToken);
        if (!_running.TryAdd(instanceId, context))
        {
            throw new InvalidOperationException($"the workflow instance '{instanceId}' runs already");
        }

        try
        {
            while (true)
            {
                var output = await loop.RunAsync(() => workflow.RunAsync(context, input));
                if (context.TakeNextInput() is not { } next)
                {
                    return output;
                }

                input = WorkflowJson.Read<TInput>(next);
            }
        }
        finally
        {
            _running.TryRemove(instanceId, out _);
            await context.WhenActivitiesEndAsync();
        }
    }

    /// <summary>Raises an event for an instance; an instance that doesn't run misses it.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="eventName">The event.</param>
    /// <param name="data">What it carries.</param>
    public void RaiseEvent(string instanceId, string eventName, object? data = null)
    {
        if (_running.TryGetValue(instanceId, out var context))
        {
            context.Raise(eventName, WorkflowJson.Write(data));
        }
    }

    internal Task<string> RunActivityAsync(string name, string input, CancellationToken cancellationToken) =>
        _activities.TryGetValue(name, out var activity)
            ? activity(input, cancellationToken)
            : throw new InvalidOperationException($"no activity is called '{name}'");

    internal async Task<string> RunEntityAsync(WorkflowEntityId id, string operation, string input, CancellationToken cancellationToken)
    {
        if (!_entities.TryGetValue(id.Name, out var entity))
        {
            throw new InvalidOperationException($"no entity is called '{id.Name}'");
        }

        var turn = _turns.GetOrAdd(id, static _ => new SemaphoreSlim(1));
        await turn.WaitAsync(cancellationToken);
        try
        {
            return await entity.InvokeAsync(id.Key, operation, input, cancellationToken);
        }
        finally
        {
            turn.Release();
        }
    }
}
