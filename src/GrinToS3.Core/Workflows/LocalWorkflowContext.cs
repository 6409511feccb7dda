using System.Collections.Concurrent;

namespace GrinToS3.Workflows;

/// <summary>A workflow's context in this process: activities on the thread pool, results handed back on the workflow's own thread.</summary>
internal sealed class LocalWorkflowContext(
    LocalWorkflowHost host,
    WorkflowLoop loop,
    string instanceId,
    Action<object?>? customStatus,
    CancellationToken cancellationToken) : IWorkflowContext
{
    private readonly ConcurrentDictionary<Task, bool> _active = new();
    private readonly Dictionary<string, Queue<TaskCompletionSource<string>>> _waiting = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Queue<string>> _raised = new(StringComparer.Ordinal);
    private string? _nextInput;

    public string InstanceId => instanceId;

    public DateTime CurrentUtcDateTime => host.Time.GetUtcNow().UtcDateTime;

    public bool IsReplaying => false;

    public Task<TResult> CallActivityAsync<TResult>(string name, object? input = null)
    {
        var json = WorkflowJson.Write(input);
        return CallAsync<TResult>(name, () => host.RunActivityAsync(name, json, cancellationToken));
    }

    public Task<TResult> CallEntityAsync<TResult>(WorkflowEntityId id, string operationName, object? input = null)
    {
        var json = WorkflowJson.Write(input);
        return CallAsync<TResult>($"{id.Name}.{operationName}", () => host.RunEntityAsync(id, operationName, json, cancellationToken));
    }

    public async Task<T> WaitForExternalEvent<T>(string eventName)
    {
        if (Of(_raised, eventName).TryDequeue(out var early))
        {
            return WorkflowJson.Read<T>(early);
        }

        var arrival = new TaskCompletionSource<string>();
        Of(_waiting, eventName).Enqueue(arrival);
        return WorkflowJson.Read<T>(await arrival.Task);
    }

    public Task CreateTimer(TimeSpan delay, CancellationToken cancellationToken) =>
        Task.Delay(delay, host.Time, cancellationToken);

    public void SetCustomStatus(object? customStatusValue) => customStatus?.Invoke(customStatusValue);

    public void ContinueAsNew(object? newInput) => _nextInput = WorkflowJson.Write(newInput);

    /// <summary>Hands an event to the workflow that waits for it, or keeps it until one does.</summary>
    internal void Raise(string eventName, string data) => loop.Post(
        _ =>
        {
            if (Of(_waiting, eventName).TryDequeue(out var arrival))
            {
                arrival.SetResult(data);
            }
            else
            {
                Of(_raised, eventName).Enqueue(data);
            }
        },
        null);

    /// <summary>The next generation's input, where the workflow asked for one.</summary>
    internal string? TakeNextInput()
    {
        // The generation that waited is gone; what it waited for must reach the next one.
        _waiting.Clear();
        return Interlocked.Exchange(ref _nextInput, null);
    }

    /// <summary>Waits for activities that the workflow started and no longer waits for.</summary>
    internal Task WhenActivitiesEndAsync() =>
        Task.WhenAll(_active.Keys).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);

    private static Queue<T> Of<T>(Dictionary<string, Queue<T>> queues, string name) =>
        queues.TryGetValue(name, out var queue) ? queue : queues[name] = new Queue<T>();

    private async Task<TResult> CallAsync<TResult>(string name, Func<Task<string>> call)
    {
        var work = Task.Run(call, CancellationToken.None);
        _active[work] = true;
        try
        {
            return WorkflowJson.Read<TResult>(await work);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            throw new WorkflowTaskFailedException(name, error);
        }
        finally
        {
            _active.TryRemove(work, out _);
        }
    }
}
