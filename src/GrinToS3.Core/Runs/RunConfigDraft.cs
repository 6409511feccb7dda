using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GrinToS3.Runs;

/// <summary>The settings that a start was given, by their place in <c>run_config.json</c>; the rest are defaults, or what the run has saved.</summary>
/// <param name="run">The run.</param>
public sealed class RunConfigDraft(RunName run)
{
    private readonly SortedDictionary<string, JsonNode> _given = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, JsonNode> _defaults = new(StringComparer.Ordinal);

    /// <summary>The run that is started.</summary>
    public RunName Run => run;

    /// <summary>Records a setting that was given.</summary>
    /// <param name="key">Its place, with dots, such as <c>storage_config.config.base_path</c>.</param>
    /// <param name="value">Its value.</param>
    public RunConfigDraft Set(string key, JsonNode value)
    {
        _given[key] = value;
        return this;
    }

    /// <summary>Records what a new run shall have where nothing is given; a run that exists keeps its own.</summary>
    /// <param name="key">Its place, with dots.</param>
    /// <param name="value">Its value.</param>
    public RunConfigDraft SetDefault(string key, JsonNode value)
    {
        _defaults[key] = value;
        return this;
    }

    /// <summary>Whether a setting was given.</summary>
    /// <param name="key">Its place, with dots.</param>
    public bool Has(string key) => _given.ContainsKey(key);

    /// <summary>The text that a new run would have; null where none was given and there is no default.</summary>
    /// <param name="key">Its place, with dots.</param>
    public string? Text(string key) =>
        (_given.GetValueOrDefault(key) ?? _defaults.GetValueOrDefault(key)) is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>Why what was given may not be saved, whatever the run has: a secret never enters a configuration. One line, or null.</summary>
    internal string? Forbidden => _given.Keys.Select(StorageRules.CheckGiven).FirstOrDefault(static problem => problem is not null);

    /// <summary>The configuration of a new run: defaults and what was given.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="problem">One line that says what is missing or wrong.</param>
    public bool TryBuild([NotNullWhen(true)] out RunConfig? config, [NotNullWhen(false)] out string? problem)
    {
        var template = new RunConfig
        {
            RunName = run.Value,
            LibraryDirectory = "",
            OutputDirectory = $"{RunDirectory.DefaultRoot}/{run}",
            SqliteDbPath = $"{RunDirectory.DefaultRoot}/{run}/books.db",
            StorageConfig = new StorageConfig { Type = "", Protocol = "file", Config = new SortedDictionary<string, string?>() },
            SyncConfig = new SyncConfig(),
            LogFile = $"logs/grin_pipeline_{run}.log",
        };
        var json = JsonSerializer.SerializeToNode(template, RunConfigFile.Json)!;
        foreach (var (key, value) in _defaults.Concat(_given))
        {
            Put(json, key, value.DeepClone());
        }

        config = json.Deserialize<RunConfig>(RunConfigFile.Json)!;
        problem = RunConfigRules.CheckStart(config);
        if (problem is not null)
        {
            config = null;
        }

        return config is not null;
    }

    /// <summary>What was given otherwise than the run has it.</summary>
    /// <param name="saved">The run's configuration.</param>
    public IReadOnlyList<ConfigDifference> CompareWith(RunConfig saved)
    {
        var json = JsonSerializer.SerializeToNode(saved, RunConfigFile.Json)!;
        return
        [
            .. from setting in _given
               let current = Find(json, setting.Key)
               where !JsonNode.DeepEquals(current, setting.Value)
               select new ConfigDifference(setting.Key, current?.ToJsonString(RunConfigFile.Json) ?? "null", setting.Value.ToJsonString(RunConfigFile.Json)),
        ];
    }

    private static JsonNode? Find(JsonNode root, string key) =>
        key.Split('.').Aggregate((JsonNode?)root, static (node, name) => (node as JsonObject)?[name]);

    private static void Put(JsonNode root, string key, JsonNode value)
    {
        var dot = key.LastIndexOf('.');
        var parent = dot < 0 ? root : Find(root, key[..dot]) ?? throw new ArgumentException($"no such section: {key}", nameof(key));
        parent[key[(dot + 1)..]] = value;
    }
}
