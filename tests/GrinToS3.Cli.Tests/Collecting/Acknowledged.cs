using System.Text.Json;
using System.Text.Json.Nodes;
using GrinToS3.Collecting;
using GrinToS3.Workflows;

namespace GrinToS3.Cli.Collecting;

/// <summary>What a collection with <c>--json</c> has said on its standard output.</summary>
internal static class Acknowledged
{
    /// <summary>The progress that each line tells; a line that a kill broke off tells nothing.</summary>
    internal static List<CollectProgress> Progress(IEnumerable<string> output) =>
    [
        .. output.Select(Parse).Where(static line => line?["event"]?.ToString() is "progress")
            .Select(static line => WorkflowJson.Read<CollectProgress>(line!["progress"]!.ToJsonString())),
    ];

    /// <summary>How it ended.</summary>
    internal static CollectResult Result(IEnumerable<string> output) =>
        WorkflowJson.Read<CollectResult>(output.Select(Parse).Single(static line => line?["event"]?.ToString() is "result")!["result"]!.ToJsonString());

    private static JsonNode? Parse(string line)
    {
        try
        {
            return JsonNode.Parse(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
