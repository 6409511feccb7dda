using GrinToS3.Functions.Starting;
using GrinToS3.Runs;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace GrinToS3.Functions.Http;

/// <summary><c>POST /api/runs/{run}/sync</c>.</summary>
/// <param name="starter">Starts runs.</param>
public sealed class SyncRunFunction(RunStarter starter)
{
    /// <summary>Starts a sync: 202 with the management URLs, 404 where there is no such run, 409 where it is at work, 400 for bad input.</summary>
    /// <param name="request">The request; its body is a <see cref="SyncRequest"/>.</param>
    /// <param name="run">The run.</param>
    /// <param name="client">Durable Functions.</param>
    /// <param name="cancellationToken">The caller has gone.</param>
    [Function("SyncRun")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "runs/{run}/sync")] HttpRequest request,
        string run,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var (sync, problem) = await RequestBody.ReadAsync<SyncRequest>(request, cancellationToken);
        problem ??= sync!.Examine();
        RunName? name = null;
        return problem is not null || !RunName.TryParse(run, out name, out problem)
            ? Problem.BadRequest(problem)
            : RunAnswers.Of(request, client, await starter.SyncAsync(client, name, sync!, cancellationToken));
    }
}
