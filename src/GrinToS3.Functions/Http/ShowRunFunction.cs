using GrinToS3.Functions.Durable;
using GrinToS3.Runs;
using GrinToS3.Workflows;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;

namespace GrinToS3.Functions.Http;

/// <summary><c>GET /api/runs/{run}</c>.</summary>
/// <param name="runs">Where runs are.</param>
public sealed class ShowRunFunction(OpenRunsOptions runs)
{
    /// <summary>Shows a run's settings, how far it is, and why it failed where it did. It reads no file that somebody else writes.</summary>
    /// <param name="request">The request.</param>
    /// <param name="run">The run.</param>
    /// <param name="client">Durable Functions.</param>
    /// <param name="cancellationToken">The caller has gone.</param>
    [Function("ShowRun")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "runs/{run}")] HttpRequest request,
        string run,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        if (!RunName.TryParse(run, out var name, out var problem))
        {
            return Problem.BadRequest(problem);
        }

        var directory = new RunDirectory(runs.Root, name);
        if (!RunConfigFile.TryRead(directory, out var config, out problem))
        {
            return File.Exists(directory.Config)
                ? Problem.Of(StatusCodes.Status500InternalServerError, "The run's configuration can't be used", problem)
                : Problem.NotFound($"there is no run '{name}'; start it with POST /api/runs");
        }

        var instance = await client.GetInstanceAsync(RunInstance.IdOf(name), getInputsAndOutputs: true, cancellationToken);
        var entity = await client.Entities.GetEntityAsync<ProgressPointer>(new EntityInstanceId(ProgressEntity.Name, name.Value), cancellation: cancellationToken);
        return Results.Json(
            new RunView
            {
                Run = name.Value,
                Configuration = config,
                RuntimeStatus = RunView.StatusOf(instance),
                CreatedAt = instance?.CreatedAt,
                LastUpdatedAt = instance?.LastUpdatedAt,
                Status = RunView.Parse(instance?.SerializedCustomStatus),
                Failure = RunView.FailureOf(instance),
                Progress = entity is { IncludesState: true } ? entity.State : null,
                Instance = instance is null ? null : client.CreateHttpManagementPayload(instance.InstanceId),
            },
            WorkflowJson.Options);
    }
}
