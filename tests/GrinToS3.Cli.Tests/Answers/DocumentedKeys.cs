using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GrinToS3.Testing;

namespace GrinToS3.Cli.Answers;

/// <summary>The keys of a command's <c>--json</c> as docs/json.md has them, and what is printed against them.</summary>
internal sealed partial class DocumentedKeys
{
    private readonly Dictionary<string, (string Type, bool IsAlways)> _keys;
    private readonly HashSet<string> _seen = [];

    internal DocumentedKeys(string command) => _keys = new MarkdownPage("json.md").Tables("##")[command]
        .ToDictionary(static row => MarkdownPage.Code(row[0]).Single(), static row => (row[1], row[2] is "never"));

    /// <summary>Keys that nothing has printed yet.</summary>
    internal IEnumerable<string> Unseen => _keys.Keys.Except(_seen);

    /// <summary>Fails on a key that is not documented, is of another type, or is missing though it never is.</summary>
    internal void Check(string json) => Check(JsonNode.Parse(json)!, "");

    private void Check(JsonNode node, string path)
    {
        switch (node)
        {
            case JsonObject one:
                foreach (var (name, value) in one)
                {
                    Assert.True(value is not null, $"{path}{name} is null");
                    Check(value, $"{path}{Known(path, name)}{(value is JsonObject ? "." : "")}");
                }

                Assert.All(
                    _keys.Where(key => key.Value.IsAlways && key.Key.StartsWith(path, StringComparison.Ordinal) && !key.Key[path.Length..].Contains('.', StringComparison.Ordinal)),
                    key => Assert.True(one.ContainsKey(key.Key[path.Length..]), $"{key.Key} is absent: {one.ToJsonString()}"));
                break;
            case JsonArray list:
                Assert.All(list, element => Check(element!, $"{path}[]."));
                break;
            default:
                Assert.True(_keys.TryGetValue(path, out var key), $"{path} is not documented: {node.ToJsonString()}");
                AssertType(key.Type, node, path);
                _seen.Add(path);
                break;
        }
    }

    /// <summary>A name, or the capitals that stand for any.</summary>
    private string Known(string path, string name) =>
        _keys.Keys.FirstOrDefault(key => key.StartsWith(path, StringComparison.Ordinal) && AnyName().IsMatch(key[path.Length..])) is { } any ? any[path.Length..] : name;

    private static void AssertType(string type, JsonNode node, string path) => Assert.True(
        type switch
        {
            "integer" => node.GetValueKind() is JsonValueKind.Number && long.TryParse(node.ToJsonString(), out _),
            "boolean" => node.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
            "text" => node.GetValueKind() is JsonValueKind.String,
            "timestamp" => node.GetValueKind() is JsonValueKind.String && Timestamp().IsMatch((string)node!),
            _ => false,
        },
        $"{path} is no {type}: {node.ToJsonString()}");

    [GeneratedRegex("^[A-Z]+$")]
    private static partial Regex AnyName();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?\+00:00$")]
    private static partial Regex Timestamp();
}
