using GrinToS3.Collecting;
using GrinToS3.Functions.Durable;
using GrinToS3.Runs;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace GrinToS3.Functions.Http;

/// <summary><c>POST /api/runs/{run}/pause|resume|stop</c>: Durable Functions' own verbs, by the run's name.</summary>
public static class SteerRunFunctions
{
    /// <summary>Suspends a run: what is in flight is finished, nothing more is begun until it is resumed.</summary>
    /// <param name="request">The request.</param>
    /// <param name="run">The run.</param>
    /// <param name="client">Durable Functions.</param>
    /// <param name="cancellationToken">The caller has gone.</param>
    [Function("PauseRun")]
    public static Task<IResult> PauseAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "runs/{run}/pause")] HttpRequest request,
        string run,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) =>
        SteerAsync(
            request,
            run,
            client,
            instance => IsSuspended(instance) ? Task.CompletedTask : client.SuspendInstanceAsync(instance.InstanceId, "paused by request", cancellationToken),
            cancellationToken);

    /// <summary>Resumes a suspended run.</summary>
    /// <param name="request">The request.</param>
    /// <param name="run">The run.</param>
    /// <param name="client">Durable Functions.</param>
    /// <param name="cancellationToken">The caller has gone.</param>
    [Function("ResumeRun")]
    public static Task<IResult> ResumeAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "runs/{run}/resume")] HttpRequest request,
        string run,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) =>
        SteerAsync(
            request,
            run,
            client,
            instance => IsSuspended(instance) ? client.ResumeInstanceAsync(instance.InstanceId, "resumed by request", cancellationToken) : Task.CompletedTask,
            cancellationToken);

    /// <summary>
    /// Ends a run well: what is in flight is finished and applied, and the next start goes on there. With <c>?now=true</c> it is terminated at once.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="run">The run.</param>
    /// <param name="client">Durable Functions.</param>
    /// <param name="cancellationToken">The caller has gone.</param>
    [Function("StopRun")]
    public static Task<IResult> StopAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "runs/{run}/stop")] HttpRequest request,
        string run,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var now = request.Query["now"] == "true";
        return SteerAsync(
            request,
            run,
            client,
            instance => now ? client.TerminateInstanceAsync(instance.InstanceId, "stopped by request", cancellationToken) : StopWellAsync(instance),
            cancellationToken);

        async Task StopWellAsync(OrchestrationMetadata instance)
        {
            await client.RaiseEventAsync(instance.InstanceId, CollectWorkflow.StopEvent, true, cancellationToken);
            if (IsSuspended(instance))
            {
                // It would not see the event before.
                await client.ResumeInstanceAsync(instance.InstanceId, "resumed to be stopped", cancellationToken);
            }
        }
    }

    private static bool IsSuspended(OrchestrationMetadata instance) => instance.RuntimeStatus is OrchestrationRuntimeStatus.Suspended;

    private static async Task<IResult> SteerAsync(
        HttpRequest request,
        string run,
        DurableTaskClient client,
        Func<OrchestrationMetadata, Task> steer,
        CancellationToken cancellationToken)
    {
        if (!RunName.TryParse(run, out var name, out var problem))
        {
            return Problem.BadRequest(problem);
        }

        var instance = await client.GetInstanceAsync(RunInstance.IdOf(name), cancellationToken);
        if (instance is null)
        {
            return Problem.NotFound($"the run '{name}' was never started here");
        }

        if (!RunInstance.IsAlive(instance))
        {
            return DoesNotRun(name, instance);
        }

        try
        {
            await steer(instance);
        }
        catch (RpcException error) when (error.StatusCode is StatusCode.FailedPrecondition)
        {
            // It has ended, or somebody else has steered it, since it was looked at.
            return DoesNotRun(name, await client.GetInstanceAsync(instance.InstanceId, cancellationToken) ?? instance);
        }

        return RunAnswers.Accepted(request, client, instance.InstanceId);
    }

    private static IResult DoesNotRun(RunName name, OrchestrationMetadata instance) => Problem.Of(
        StatusCodes.Status409Conflict,
        "The run can't be steered so",
        $"the run '{name}' is {instance.RuntimeStatus} since {instance.LastUpdatedAt:u}");
}
