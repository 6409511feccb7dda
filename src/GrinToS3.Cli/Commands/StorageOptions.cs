using System.CommandLine;
using GrinToS3.Runs;

namespace GrinToS3.Cli.Commands;

/// <summary>The options that say where a run stores, each with its place in <c>run_config.json</c>.</summary>
internal sealed class StorageOptions
{
    private const string Place = "storage_config.config";

    private readonly string _prefix;
    private readonly List<(Option<string?> Option, string Key, bool IsPath)> _settings = [];
    private readonly Option<string[]> _further;

    /// <param name="command">The command that takes them.</param>
    /// <param name="prefix">What their names begin with, such as <c>to-</c>: there they are of a run that exists, not of a new one.</param>
    internal StorageOptions(Command command, string prefix = "")
    {
        _prefix = prefix;
        Add(command, "storage", "TYPE", "storage_config.type", $"Where archives and metadata {(prefix is "" ? "go: local, s3, r2, minio or gcs (a new run needs it)" : "are moved: local, s3, r2, minio or gcs")}");
        Add(command, "storage-path", "DIR", $"{Place}.base_path", "The folder of local storage", isPath: true);
        Add(command, "bucket-raw", "NAME", $"{Place}.bucket_raw", "The bucket of archives");
        Add(command, "bucket-meta", "NAME", $"{Place}.bucket_meta", "The bucket of metadata");
        Add(command, "bucket-full", "NAME", $"{Place}.bucket_full", "The bucket of page texts");
        Add(command, "endpoint-url", "URL", $"{Place}.endpoint_url", "The S3 server, where it is not Amazon's");
        Add(command, "credentials-file", "FILE", $"{Place}.credentials_file", "JSON with access_key and secret_key", isPath: true);
        _further = new Option<string[]>(Name("storage-config")) { Description = "A further storage setting; can be repeated", HelpName = "KEY=VALUE", DefaultValueFactory = static _ => [] };
        command.Options.Add(_further);
    }

    /// <summary>Records what was given.</summary>
    /// <returns>Whether anything was.</returns>
    internal bool Read(ParseResult parsed, RunConfigDraft draft)
    {
        var isGiven = false;
        foreach (var (option, key, isPath) in _settings)
        {
            if (parsed.GetValue(option) is { } text)
            {
                isGiven = true;
                draft.Set(key, text is "" ? throw new CommandFailedException(ExitCode.BadInput, $"{option.Name} is empty") : isPath ? GivenPath.ToAbsolute(option.Name, text) : text);
            }
        }

        foreach (var pair in parsed.GetValue(_further)!)
        {
            isGiven = true;
            AddFurther(draft, pair);
        }

        return isGiven;
    }

    private void Add(Command command, string name, string helpName, string key, string description, bool isPath = false)
    {
        var option = new Option<string?>(Name(name)) { Description = description, HelpName = helpName };
        command.Options.Add(option);
        _settings.Add((option, key, isPath));
    }

    private string Name(string name) => $"--{_prefix}{name}";

    private void AddFurther(RunConfigDraft draft, string pair)
    {
        var (key, value) = pair.Split('=', 2) is [var left, var right] ? (left, right) : (pair, "");
        var place = $"{Place}.{key}";
        if (StorageRules.CheckGiven(place) is { } forbidden)
        {
            throw new CommandFailedException(ExitCode.BadInput, forbidden);
        }

        if (value is "" || !StorageRules.Keys.Contains(key))
        {
            throw new CommandFailedException(ExitCode.BadInput, $"{_further.Name} '{key}' is not KEY=VALUE with one of the keys {string.Join(", ", StorageRules.Keys)}");
        }

        if (draft.Has(place))
        {
            throw new CommandFailedException(ExitCode.BadInput, $"{key} is given twice: by an option of its own and by {_further.Name}");
        }

        draft.Set(place, key is "base_path" or "credentials_file" ? GivenPath.ToAbsolute(_further.Name, value) : value);
    }
}
