using System.Globalization;
using GrinToS3.Functions.Starting;
using GrinToS3.Workflows;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace GrinToS3.Functions.Http;

/// <summary>What the functions of a run answer.</summary>
internal static class RunAnswers
{
    private static readonly TimeSpan PollAfter = TimeSpan.FromSeconds(10);

    /// <summary>202 with Durable Functions' management payload, <c>Location</c> and <c>Retry-After</c>.</summary>
    internal static IResult Accepted(HttpRequest request, DurableTaskClient client, string instanceId)
    {
        var payload = client.CreateHttpManagementPayload(instanceId);
        var headers = request.HttpContext.Response.Headers;
        headers.Location = payload.StatusQueryGetUri;
        headers.RetryAfter = PollAfter.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        return Results.Json(payload, WorkflowJson.Options, statusCode: StatusCodes.Status202Accepted);
    }

    /// <summary>What came of a start.</summary>
    internal static IResult Of(HttpRequest request, DurableTaskClient client, StartOutcome outcome) => outcome switch
    {
        StartOutcome.Started started => Accepted(request, client, started.InstanceId),
        StartOutcome.Running running => Problem.Of(
            StatusCodes.Status409Conflict,
            "The run runs already",
            $"the instance '{running.InstanceId}' is not finished; see its statusQueryGetUri, or stop it first",
            new Dictionary<string, object?> { ["instance"] = client.CreateHttpManagementPayload(running.InstanceId) }),
        StartOutcome.Conflict conflict => Problem.Of(
            StatusCodes.Status409Conflict,
            "The run has another configuration",
            conflict.Message,
            new Dictionary<string, object?> { ["differences"] = conflict.Differences }),
        StartOutcome.Locked locked => Problem.Of(StatusCodes.Status409Conflict, "The run is in use", locked.Message),
        StartOutcome.Missing missing => Problem.NotFound(missing.Message),
        StartOutcome.Refused refused => Problem.Of(refused.Error),
        _ => throw new InvalidOperationException($"no answer for {outcome.GetType().Name}"),
    };
}
