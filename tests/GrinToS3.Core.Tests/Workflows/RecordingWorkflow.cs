namespace GrinToS3.Workflows;

/// <summary>Runs a workflow and keeps the history of each of its generations.</summary>
internal sealed class RecordingWorkflow<TInput, TOutput>(IWorkflow<TInput, TOutput> inner) : IWorkflow<TInput, TOutput>
{
    // Durable Functions writes up to four events for each scheduled task: scheduled, completed, and the step around it.
    private const int EventsOfATask = 4;
    private const int MostEvents = 500;
    private const int MostInput = 4096;

    internal List<IReadOnlyList<HistoryEvent>> Generations { get; } = [];

    internal List<TInput> Inputs { get; } = [];

    internal List<TOutput> Outputs { get; } = [];

    public async Task<TOutput> RunAsync(IWorkflowContext context, TInput input)
    {
        var recording = new RecordingContext(context);
        Generations.Add(recording.Events);
        Inputs.Add(input);
        var output = await inner.RunAsync(recording, input);
        Outputs.Add(output);
        return output;
    }

    /// <summary>Fails where a generation has more events, or a larger input, than one of any library may have.</summary>
    internal void AssertSmall()
    {
        Assert.All(Generations, static one => Assert.InRange(one.Count(static e => e.Kind is HistoryEventKind.Scheduled) * EventsOfATask, 0, MostEvents));
        Assert.All(Inputs, static input => Assert.InRange(WorkflowJson.Write(input).Length, 0, MostInput));
    }

    private sealed class RecordingContext(IWorkflowContext inner) : IWorkflowContext
    {
        private int _tasks;

        internal List<HistoryEvent> Events { get; } = [];

        public string InstanceId => inner.InstanceId;

        public DateTime CurrentUtcDateTime => Record("clock", inner.CurrentUtcDateTime);

        public bool IsReplaying => false;

        public Task<TResult> CallActivityAsync<TResult>(string name, object? input = null) =>
            TrackAsync($"activity {name}", input, inner.CallActivityAsync<TResult>(name, input));

        public Task<TResult> CallEntityAsync<TResult>(WorkflowEntityId id, string operationName, object? input = null) =>
            TrackAsync($"entity {id.Name}/{id.Key} {operationName}", input, inner.CallEntityAsync<TResult>(id, operationName, input));

        public Task<T> WaitForExternalEvent<T>(string eventName) => TrackAsync($"event {eventName}", null, inner.WaitForExternalEvent<T>(eventName));

        public Task CreateTimer(TimeSpan delay, CancellationToken cancellationToken) => TrackAsync("timer", delay, Wait(delay, cancellationToken));

        public void SetCustomStatus(object? customStatus) => inner.SetCustomStatus(customStatus);

        public void ContinueAsNew(object? newInput)
        {
            Events.Add(new HistoryEvent(HistoryEventKind.ContinuedAsNew, -1, "continue as new", WorkflowJson.Write(newInput)));
            inner.ContinueAsNew(newInput);
        }

        private async Task<bool> Wait(TimeSpan delay, CancellationToken cancellationToken)
        {
            await inner.CreateTimer(delay, cancellationToken);
            return true;
        }

        private T Record<T>(string name, T value)
        {
            var task = _tasks++;
            Events.Add(new HistoryEvent(HistoryEventKind.Scheduled, task, name, "null"));
            Events.Add(new HistoryEvent(HistoryEventKind.Completed, task, name, WorkflowJson.Write(value)));
            return value;
        }

        private async Task<T> TrackAsync<T>(string name, object? input, Task<T> running)
        {
            var task = _tasks++;
            Events.Add(new HistoryEvent(HistoryEventKind.Scheduled, task, name, WorkflowJson.Write(input)));
            var result = await running;
            Events.Add(new HistoryEvent(HistoryEventKind.Completed, task, name, WorkflowJson.Write(result)));
            return result;
        }
    }
}
