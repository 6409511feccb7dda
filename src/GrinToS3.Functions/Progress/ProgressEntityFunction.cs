using System.Text.Json;
using GrinToS3.Workflows;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Entities;

namespace GrinToS3.Functions.Progress;

/// <summary>The function of <see cref="ProgressEntity"/>: the owner of a run's progress file, keyed by the run's name.</summary>
/// <param name="entity">The entity.</param>
public sealed class ProgressEntityFunction(ProgressEntity entity)
{
    /// <summary>Runs the operations that wait for one run, one at a time. The file is the data: the entity's state only points to it.</summary>
    /// <param name="dispatcher">The entity and its operations.</param>
    [Function(ProgressEntity.Name)]
    public Task DispatchAsync([EntityTrigger] TaskEntityDispatcher dispatcher) => dispatcher.DispatchAsync(InvokeAsync);

    private async ValueTask<object?> InvokeAsync(TaskEntityOperation operation)
    {
        var run = operation.Context.Id.Key;
        var input = operation.HasInput ? operation.GetInput<JsonElement>().GetRawText() : "null";
        var answer = await entity.InvokeAsync(run, operation.Name, input, CancellationToken.None);
        if (await entity.PointAsync(run) is { } pointer)
        {
            operation.State.SetState(pointer);
        }

        return JsonElement.Parse(answer);
    }
}
