using System.Text.Json;
using GrinToS3.Functions.Durable;
using GrinToS3.Runs;
using GrinToS3.Workflows;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace GrinToS3.Functions.Http;

/// <summary>What <c>GET /api/runs/{run}</c> answers.</summary>
public sealed record RunView
{
    /// <summary>The run's name.</summary>
    public required string Run { get; init; }

    /// <summary>The run's settings, as saved. They hold no secret.</summary>
    public required RunConfig Configuration { get; init; }

    /// <summary>The status of the run's orchestration, such as <c>Running</c>; <c>NotStarted</c> where it was never started here.</summary>
    public required string RuntimeStatus { get; init; }

    /// <summary>When the orchestration was started, and last moved, UTC.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <inheritdoc cref="CreatedAt"/>
    public DateTimeOffset? LastUpdatedAt { get; init; }

    /// <summary>What it is doing.</summary>
    public JsonElement? Status { get; init; }

    /// <summary>Why it failed, in one line.</summary>
    public string? Failure { get; init; }

    /// <summary>Volumes by state, the last batch, and who owns the file: as of the last operation.</summary>
    public ProgressPointer? Progress { get; init; }

    /// <summary>The durable verbs of the orchestration.</summary>
    public HttpManagementPayload? Instance { get; init; }

    internal static JsonElement? Parse(string? json) => json is null ? null : JsonElement.Parse(json);

    /// <summary>Why an orchestration failed. The Functions host gives no details, but an output: the exception's type and message.</summary>
    internal static string? FailureOf(OrchestrationMetadata? instance)
    {
        if (instance is not { RuntimeStatus: OrchestrationRuntimeStatus.Failed })
        {
            return null;
        }

        var text = instance.FailureDetails?.ErrorMessage ?? Unquote(instance.SerializedOutput ?? "");
        var line = text.Split('\n', 2)[0].TrimEnd();
        var type = $"{typeof(RunFailedException).FullName}: ";
        return line.StartsWith(type, StringComparison.Ordinal) ? line[type.Length..] : line;
    }

    private static string Unquote(string output)
    {
        try
        {
            return JsonSerializer.Deserialize<string>(output) ?? "";
        }
        catch (JsonException)
        {
            return output;
        }
    }

    internal static string StatusOf(OrchestrationMetadata? instance) => instance?.RuntimeStatus.ToString() ?? "NotStarted";
}
