using System.Text.Json;
using System.Text.Json.Nodes;
using GrinToS3.Files;
using GrinToS3.Runs;

namespace GrinToS3.Adopting;

/// <summary>
/// Takes over the <c>run_config.json</c> of the Python tool: fills in what that tool finds elsewhere and this one needs in the file, and says what in it
/// is unused or unsafe. Nothing is taken out, for the Python tool may still read it.
/// </summary>
/// <param name="directory">The run.</param>
/// <param name="environment">Gives environment variables.</param>
public sealed class ConfigAdoption(RunDirectory directory, Func<string, string?> environment)
{
    private const string Place = "storage_config.config";

    private static readonly string[] TopLevel =
        ["run_name", "library_directory", "output_directory", "sqlite_db_path", "storage_config", "sync_config", "grin", "log_file", "secrets_dir"];

    private readonly List<string> _notes = [];

    /// <summary>What a person should know, a line each.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Reads the configuration, and completes it where that is needed; the one that was there is kept beside it.</summary>
    /// <returns>The configuration, or why it can't be used.</returns>
    /// <exception cref="IOException">The file can't be written.</exception>
    public RunConfigStart Run()
    {
        if (!RunConfigFile.TryRead(directory, out var config, out var problem))
        {
            return new RunConfigStart(null, Created: false, problem, []);
        }

        var bytes = File.ReadAllBytes(directory.Config);
        var json = JsonNode.Parse(bytes, documentOptions: new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip })!.AsObject();
        Look(json, config);
        Complete(json, config, bytes);
        return RunConfigFile.Examine(directory, new RunConfigDraft(directory.Name));
    }

    private void Look(JsonObject json, RunConfig config)
    {
        _notes.AddRange(json.Select(static one => one.Key).Except(TopLevel).Select(key => $"{directory.Config}: nothing reads {key}"));
        foreach (var key in config.StorageConfig.Config.Where(static one => !string.IsNullOrEmpty(one.Value)).Select(static one => one.Key))
        {
            if (StorageRules.IsSecret(key))
            {
                _notes.Add(
                    $"{directory.Config}: {Place}.{key} is a secret in a plain file; put it into {StorageSecrets.FileName(config.StorageConfig.Type)}, which goes before it, and take it out here");
            }
            else if (!StorageRules.Keys.Contains(key))
            {
                _notes.Add($"{directory.Config}: {Place}.{key} is not used");
            }
        }
    }

    private void Complete(JsonObject json, RunConfig config, byte[] before)
    {
        var draft = new RunConfigDraft(directory.Name).Set("storage_config.type", config.StorageConfig.Type);
        if (config.SecretsDir is { } secrets)
        {
            draft.Set("secrets_dir", secrets);
        }

        if (config.StorageConfig["credentials_file"] is { } file)
        {
            draft.Set($"{Place}.credentials_file", file);
        }

        new StorageDefaults(environment).Apply(draft);
        var filled = StorageTypes.Buckets.Select(static bucket => $"bucket_{bucket}").Append("endpoint_url")
            .Where(key => config.StorageConfig[key] is null && draft.Text($"{Place}.{key}") is not null).ToList();
        if (filled is [])
        {
            return;
        }

        foreach (var key in filled)
        {
            json["storage_config"]!["config"]![key] = draft.Text($"{Place}.{key}");
            _notes.Add($"{directory.Config}: {Place}.{key} is {draft.Text($"{Place}.{key}")} now, as the credentials file or the storage's defaults have it");
        }

        var kept = $"{directory.Config}.before-adopt";
        AtomicFile.TryCreate(kept, stream => stream.Write(before));
        AtomicFile.Write(directory.Config, stream => JsonSerializer.Serialize(stream, json, RunConfigFile.Json));
        _notes.Add($"the configuration as it was is {kept}");
    }
}
