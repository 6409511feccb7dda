using DurableTask.Core.Exceptions;
using GrinToS3.Runs;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace GrinToS3.Functions.Durable;

/// <summary>The one orchestration of a run: its fixed id, and what it takes to start it once.</summary>
internal static class RunInstance
{
    /// <summary>Who has started an instance, in its tags: a start reads back whether it was the one.</summary>
    private const string StartTag = "grin.start";

    private static readonly OrchestrationRuntimeStatus[] Alive =
        [OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended];

    internal static string IdOf(RunName run) => $"run-{run}";

    internal static bool IsAlive(OrchestrationMetadata? instance) => instance is not null && Alive.Contains(instance.RuntimeStatus);

    internal static async Task<bool> IsRunningAsync(DurableTaskClient client, RunName run, CancellationToken cancellationToken) =>
        IsAlive(await client.GetInstanceAsync(IdOf(run), cancellationToken));

    /// <summary>Starts the instance unless it is alive.</summary>
    /// <returns>False where another start has begun it.</returns>
    internal static async Task<bool> TryScheduleAsync(
        DurableTaskClient client,
        string orchestrator,
        string id,
        object input,
        CancellationToken cancellationToken)
    {
        var start = Guid.NewGuid().ToString("N");
        var options = new StartOrchestrationOptions(id) { Tags = new Dictionary<string, string> { [StartTag] = start } }
            .WithDedupeStatuses(Alive);
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input, options, cancellationToken);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            return false;
        }

        // Of two hosts that start at once both may pass the check; the instance names the one that began it.
        var instance = await client.GetInstanceAsync(id, cancellationToken);
        return instance?.Tags.GetValueOrDefault(StartTag) == start;
    }
}
