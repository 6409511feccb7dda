using System.Collections.Concurrent;
using System.Text.Json;

namespace GrinToS3.Infra;

/// <summary>What a deployment would make, or why it would be refused.</summary>
public sealed class Prediction
{
    // The compiler takes seconds for each; tests share what it worked out.
    private static readonly ConcurrentDictionary<string, Task<Prediction>> Known = new();

    private readonly JsonElement _resources;

    private Prediction(BicepRun run, string snapshot)
    {
        Run = run;
        _resources = JsonDocument.Parse(snapshot).RootElement.GetProperty("predictedResources");
    }

    /// <summary>What the compiler did.</summary>
    public BicepRun Run { get; }

    /// <summary>The settings of the app.</summary>
    public IReadOnlyDictionary<string, string> Settings =>
        Only("Microsoft.Web/sites").GetProperty("properties").GetProperty("siteConfig").GetProperty("appSettings").EnumerateArray()
            .ToDictionary(static setting => setting.GetProperty("name").GetString()!, static setting => setting.GetProperty("value").GetString()!);

    /// <summary>All of it, for searching.</summary>
    public string Text => _resources.GetRawText();

    /// <summary>Works out what the parameters and the template make of an environment, as a deployment does.</summary>
    /// <param name="settings">What <c>azd env set</c> has set, as NAME=VALUE.</param>
    public static Task<Prediction> OfAsync(params string[] settings) => Known.GetOrAdd(string.Join('\n', settings), _ => WorkOutAsync(settings));

    /// <summary>The resources of a type.</summary>
    public IReadOnlyList<JsonElement> All(string type) =>
        [.. _resources.EnumerateArray().Where(resource => resource.GetProperty("type").GetString() == type)];

    /// <summary>The one resource of a type.</summary>
    public JsonElement Only(string type) => Assert.Single(All(type));

    /// <summary>The storage account whose name begins so; what follows tells environments apart.</summary>
    public JsonElement Account(string prefix) => Assert.Single(
        All("Microsoft.Storage/storageAccounts"),
        account => account.GetProperty("name").GetString()!.StartsWith(prefix, StringComparison.Ordinal));

    private static async Task<Prediction> WorkOutAsync(string[] settings)
    {
        using var template = new TemplateCopy();
        var nobody = Guid.Empty.ToString();
        var run = await template.RunAsync(
            settings, "snapshot", "main.bicepparam", "--subscription-id", nobody, "--tenant-id", nobody, "--location", "westeurope", "--deployment-name", "test");
        var file = template["main.snapshot.json"];
        return new Prediction(run, File.Exists(file) ? await File.ReadAllTextAsync(file) : """{"predictedResources":[]}""");
    }
}
