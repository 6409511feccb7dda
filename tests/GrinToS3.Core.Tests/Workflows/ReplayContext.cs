namespace GrinToS3.Workflows;

/// <summary>
/// Replays one generation of a workflow from its history, as Durable Functions does: results come in the recorded order, and anything that the workflow
/// asks for otherwise than it did is an error.
/// </summary>
internal sealed class ReplayContext(IReadOnlyList<HistoryEvent> history) : IWorkflowContext
{
    private readonly Dictionary<int, Action<string>> _waiting = [];
    private int _position;
    private bool _broken;

    public string InstanceId => "run1";

    public DateTime CurrentUtcDateTime
    {
        get
        {
            Match(HistoryEventKind.Scheduled, "clock", "null");
            return WorkflowJson.Read<DateTime>(history[_position++].Json);
        }
    }

    public bool IsReplaying => true;

    public Task<TResult> CallActivityAsync<TResult>(string name, object? input = null) => Await<TResult>($"activity {name}", input);

    public Task<TResult> CallEntityAsync<TResult>(WorkflowEntityId id, string operationName, object? input = null) =>
        Await<TResult>($"entity {id.Name}/{id.Key} {operationName}", input);

    public Task<T> WaitForExternalEvent<T>(string eventName) => Await<T>($"event {eventName}", null);

    public Task CreateTimer(TimeSpan delay, CancellationToken cancellationToken) => Await<bool>("timer", delay);

    public void SetCustomStatus(object? customStatus)
    {
        // A status is no decision; histories do not hold it.
    }

    public void ContinueAsNew(object? newInput) => Match(HistoryEventKind.ContinuedAsNew, "continue as new", WorkflowJson.Write(newInput));

    /// <summary>Runs the workflow against the history and gives its result; the history must be used up.</summary>
    internal static async Task<TOutput> RunAsync<TInput, TOutput>(IWorkflow<TInput, TOutput> workflow, TInput input, IReadOnlyList<HistoryEvent> history)
    {
        using var loop = new WorkflowLoop();
        var context = new ReplayContext(history);
        var output = await loop.RunAsync(async () =>
        {
            var run = workflow.RunAsync(context, input);
            while (!run.IsCompleted && context.Deliver())
            {
                // What follows from a result runs inside its delivery.
            }

            return run.IsCompleted ? await run : throw new InvalidOperationException($"the workflow still waits after {history.Count} events");
        });
        return context._position == history.Count || context.RestIsResults()
            ? output
            : throw new InvalidOperationException($"the workflow ended before event {context._position}: {history[context._position]}");
    }

    private bool RestIsResults() => history.Skip(_position).All(static one => one.Kind is HistoryEventKind.Completed);

    private bool Deliver()
    {
        if (_broken || _position >= history.Count || history[_position] is not { Kind: HistoryEventKind.Completed } next)
        {
            return false;
        }

        _position++;
        _waiting.Remove(next.Task, out var deliver);
        deliver!(next.Json);
        return true;
    }

    private Task<T> Await<T>(string name, object? input)
    {
        var task = Match(HistoryEventKind.Scheduled, name, WorkflowJson.Write(input)).Task;
        var completion = new TaskCompletionSource<T>();
        _waiting[task] = json => completion.SetResult(WorkflowJson.Read<T>(json));
        return completion.Task;
    }

    private HistoryEvent Match(HistoryEventKind kind, string name, string json)
    {
        var expected = _position < history.Count ? history[_position] : null;
        if (expected is null || expected.Kind != kind || expected.Name != name || expected.Json != json)
        {
            _broken = true;
            throw new NonDeterminismException($"event {_position}: recorded {expected}, replayed {kind} {name} {json}");
        }

        _position++;
        return expected;
    }
}
