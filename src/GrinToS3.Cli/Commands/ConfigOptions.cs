using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using GrinToS3.Grin;
using GrinToS3.Runs;

namespace GrinToS3.Cli.Commands;

/// <summary>The options that are saved in <c>run_config.json</c>, each with its place there.</summary>
internal sealed class ConfigOptions
{
    private static readonly string[] SyncTasks =
        ["check", "download", "decrypt", "upload", "unpack", "extract-marc", "extract-ocr", "export-csv", "cleanup"];

    private readonly List<Action<ParseResult, RunConfigDraft>> _settings = [];
    private readonly Command _command;
    private readonly StorageOptions _storage;
    private readonly Option<string?> _logFolder = new("--log-dir") { Description = "The folder of the run's log [default: GRIN_LOG_DIR, or logs]", HelpName = "DIR" };

    internal ConfigOptions(Command command)
    {
        _command = command;
        Text("--library-directory", "DIR", "library_directory", "Your library's directory in GRIN, such as Harvard (a new run needs it)", ParseDirectory);
        _storage = new StorageOptions(command);
        command.Options.Add(_logFolder);
        Text("--secrets-dir", "DIR", "secrets_dir", "A folder with client_secret.json and gpg_passphrase.asc", static text => GivenPath.ToAbsolute("--secrets-dir", text));
        Text("--grin-url", "URL", "grin.base_url", "Another GRIN, such as a simulated one", static text => text);
        Number<double>("--requests-per-second", "grin.requests_per_second", "GRIN's budget for all requests together; 0 lifts it [default: 5]");
        Number<int>("--concurrent-requests", "grin.concurrent_requests", "GRIN requests at once [default: 5]");
        Number<int>("--page-size", "grin.page_size", "Volumes on a page of the inventory [default: 10000]");
        foreach (var task in SyncTasks)
        {
            Number<int>($"--sync-task-{task}-concurrency", $"sync_config.task_{task.Replace('-', '_')}_concurrency", $"Saved for sync: {task} tasks at once");
        }

        Text("--sync-staging-dir", "DIR", "sync_config.staging_dir", "Saved for sync: a folder for temporary files", static text => GivenPath.ToAbsolute("--sync-staging-dir", text));
        Number<double>("--sync-disk-space-threshold", "sync_config.disk_space_threshold", "Saved for sync: the share of a disk that may be used");
    }

    /// <summary>What was given on the command line, and nothing else.</summary>
    internal RunConfigDraft Read(ParseResult parsed, RunName run)
    {
        var draft = new RunConfigDraft(run);
        foreach (var setting in _settings)
        {
            setting(parsed, draft);
        }

        _storage.Read(parsed, draft);
        AddLogFile(draft, parsed.GetValue(_logFolder));
        new StorageDefaults(Environment.GetEnvironmentVariable).Apply(draft);
        return draft;
    }

    private static void AddLogFile(RunConfigDraft draft, string? folder)
    {
        // The name has no time in it: the same settings are the same bytes, and later commands append to the same file.
        string In(string logs) => Path.Combine(logs, $"grin_pipeline_{draft.Run}.log");
        if (folder is not null)
        {
            draft.Set("log_file", In(GivenPath.ToAbsolute("--log-dir", folder)));
        }
        else if (Environment.GetEnvironmentVariable("GRIN_LOG_DIR") is { Length: > 0 } usual)
        {
            draft.SetDefault("log_file", In(usual));
        }
    }

    private static string ParseDirectory(string text) =>
        LibraryDirectory.TryParse(text, out var directory, out var problem)
            ? directory.Value
            : throw new CommandFailedException(ExitCode.BadInput, problem);

    private void Text(string name, string helpName, string key, string description, Func<string, string> read)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = helpName };
        Add(option, (parsed, draft) =>
        {
            if (parsed.GetValue(option) is { } text)
            {
                draft.Set(key, text is "" ? throw new CommandFailedException(ExitCode.BadInput, $"{name} is empty") : read(text));
            }
        });
    }

    private void Number<T>(string name, string key, string description)
        where T : struct, IConvertible
    {
        var option = new Option<T?>(name) { Description = description, HelpName = "N" };
        Add(option, (parsed, draft) =>
        {
            if (parsed.GetValue(option) is { } number)
            {
                if (!double.IsFinite(number.ToDouble(CultureInfo.InvariantCulture)))
                {
                    throw new CommandFailedException(ExitCode.BadInput, $"{name} must be a number");
                }

                // A double that is whole is written, and compared, as the integer that it is in the file.
                draft.Set(key, JsonNode.Parse(number.ToString(CultureInfo.InvariantCulture))!);
            }
        });
    }

    private void Add(Option option, Action<ParseResult, RunConfigDraft> setting)
    {
        _command.Options.Add(option);
        _settings.Add(setting);
    }
}
