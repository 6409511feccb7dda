using GrinToS3.Functions.Starting;
using GrinToS3.Runs;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace GrinToS3.Functions.Http;

/// <summary><c>POST /api/runs</c>.</summary>
/// <param name="starter">Starts runs.</param>
public sealed class StartRunFunction(RunStarter starter)
{
    /// <summary>Starts a run: 202 with the management URLs, 409 where it runs already or has another configuration, 400 for bad input.</summary>
    /// <param name="request">The request; its body is a <see cref="StartRequest"/>.</param>
    /// <param name="client">Durable Functions.</param>
    /// <param name="cancellationToken">The caller has gone.</param>
    [Function("StartRun")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "runs")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var (start, problem) = await RequestBody.ReadAsync<StartRequest>(request, cancellationToken);
        problem ??= start!.Examine();
        RunName? run = null;
        if (problem is not null || !RunName.TryParse(start!.Run, out run, out problem))
        {
            return Problem.BadRequest(problem);
        }

        return RunAnswers.Of(request, client, await starter.StartAsync(client, run, start, cancellationToken));
    }
}
