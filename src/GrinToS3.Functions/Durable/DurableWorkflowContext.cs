using GrinToS3.Workflows;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;

namespace GrinToS3.Functions.Durable;

/// <summary>A workflow's context in Durable Functions.</summary>
/// <param name="durable">The orchestration's own context.</param>
internal sealed class DurableWorkflowContext(TaskOrchestrationContext durable) : IWorkflowContext
{
    // Expected failures are values. What throws is a bug or a worker that died, and every activity may be run again. A worker that dies takes all with it
    // that is in flight, so a few deaths within minutes must not use up the attempts of one volume.
    private const int Attempts = 10;
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);
    private static readonly TaskOptions Repeated =
        TaskOptions.FromRetryPolicy(new RetryPolicy(Attempts, FirstWait, backoffCoefficient: 2, maxRetryInterval: LongestWait));

    public string InstanceId => durable.InstanceId;

    public DateTime CurrentUtcDateTime => durable.CurrentUtcDateTime;

    public bool IsReplaying => durable.IsReplaying;

    public Task<TResult> CallActivityAsync<TResult>(string name, object? input = null) =>
        durable.CallActivityAsync<TResult>(name, input, Repeated);

    public async Task<TResult> CallEntityAsync<TResult>(WorkflowEntityId id, string operationName, object? input = null)
    {
        // Entity calls take no retry policy; operations may be delivered again just as activities may.
        var wait = FirstWait;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await durable.Entities.CallEntityAsync<TResult>(new EntityInstanceId(id.Name, id.Key), operationName, input);
            }
            catch (EntityOperationFailedException) when (attempt < Attempts)
            {
                await durable.CreateTimer(wait, CancellationToken.None);
                wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
            }
        }
    }

    public Task<T> WaitForExternalEvent<T>(string eventName) => durable.WaitForExternalEvent<T>(eventName);

    public Task CreateTimer(TimeSpan delay, CancellationToken cancellationToken) => durable.CreateTimer(delay, cancellationToken);

    public void SetCustomStatus(object? customStatus) => durable.SetCustomStatus(customStatus);

    public void ContinueAsNew(object? newInput) => durable.ContinueAsNew(newInput, preserveUnprocessedEvents: true);
}
