using GrinToS3.Functions.Starting;
using GrinToS3.Runs;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace GrinToS3.Functions.Http;

/// <summary><c>POST /api/runs/{run}/enrich</c>.</summary>
/// <param name="starter">Starts runs.</param>
public sealed class EnrichRunFunction(RunStarter starter)
{
    /// <summary>Starts enriching: 202 with the management URLs, 404 where there is no such run, 409 where it is at work, 400 for bad input.</summary>
    /// <param name="request">The request; its body is an <see cref="EnrichRequest"/>.</param>
    /// <param name="run">The run.</param>
    /// <param name="client">Durable Functions.</param>
    /// <param name="cancellationToken">The caller has gone.</param>
    [Function("EnrichRun")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "runs/{run}/enrich")] HttpRequest request,
        string run,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var (enrich, problem) = await RequestBody.ReadAsync<EnrichRequest>(request, cancellationToken);
        problem ??= enrich!.Examine();
        RunName? name = null;
        return problem is not null || !RunName.TryParse(run, out name, out problem)
            ? Problem.BadRequest(problem)
            : RunAnswers.Of(request, client, await starter.EnrichAsync(client, name, enrich!, cancellationToken));
    }
}
