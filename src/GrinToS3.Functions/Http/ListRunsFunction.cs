using GrinToS3.Functions.Durable;
using GrinToS3.Functions.Settings;
using GrinToS3.Runs;
using GrinToS3.Workflows;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace GrinToS3.Functions.Http;

/// <summary><c>GET /api/runs</c>.</summary>
/// <param name="runs">Where runs are.</param>
public sealed class ListRunsFunction(OpenRunsOptions runs)
{
    /// <summary>Lists the runs of this app's folder by name, each with the status of its orchestration.</summary>
    /// <param name="request">The request.</param>
    /// <param name="client">Durable Functions.</param>
    /// <param name="cancellationToken">The caller has gone.</param>
    [Function("ListRuns")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "runs")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        if (!Directory.Exists(runs.Root))
        {
            return Problem.Of(RunsSettings.Missing(runs.Root));
        }

        var listed = new List<RunSummary>();
        foreach (var folder in Directory.EnumerateDirectories(runs.Root).Order(StringComparer.Ordinal))
        {
            if (RunName.TryParse(Path.GetFileName(folder), out var name, out _) && File.Exists(new RunDirectory(runs.Root, name).Config))
            {
                var instance = await client.GetInstanceAsync(RunInstance.IdOf(name), cancellationToken);
                listed.Add(new RunSummary(name.Value, RunView.StatusOf(instance), instance?.LastUpdatedAt));
            }
        }

        return Results.Json(new { Runs = listed }, WorkflowJson.Options);
    }
}
