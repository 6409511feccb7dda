using System.CommandLine;
using GrinToS3.Runs;

namespace GrinToS3.Cli.Commands;

/// <summary>The options that name a run, the same in every command.</summary>
internal sealed class RunOptions
{
    private readonly Option<string?> _name = new("--run-name") { Description = "The run: a folder below the output root", HelpName = "NAME" };

    private readonly Option<string> _root = new("--output-root")
    {
        Description = "The folder that holds all runs",
        HelpName = "DIR",
        DefaultValueFactory = static _ => Environment.GetEnvironmentVariable("GRIN_OUTPUT_ROOT") is { Length: > 0 } root ? root : RunDirectory.DefaultRoot,
    };

    internal RunOptions(Command command, bool required)
    {
        _name.Required = required;
        command.Options.Add(_name);
        command.Options.Add(_root);
    }

    /// <summary>The run's folder; a run that was given no name is called by the moment.</summary>
    internal RunDirectory Get(ParseResult parsed, TimeProvider time)
    {
        var root = GivenPath.ToAbsolute("--output-root", parsed.GetValue(_root)!);
        if (parsed.GetValue(_name) is not { } given)
        {
            return new RunDirectory(root, RunName.ForMoment(time.GetLocalNow()));
        }

        return RunName.TryParse(given, out var name, out var problem)
            ? new RunDirectory(root, name)
            : throw new CommandFailedException(ExitCode.BadInput, problem);
    }

    /// <summary>The folder of a run that has been started, where only some uses of a command need one.</summary>
    internal RunDirectory GetNamed(ParseResult parsed) => parsed.GetValue(_name) is not null
        ? GetExisting(parsed)
        : throw new CommandFailedException(ExitCode.BadInput, "--run-name is missing: the run that is meant");

    /// <summary>The folder of a run that has been started.</summary>
    internal RunDirectory GetExisting(ParseResult parsed)
    {
        var directory = Get(parsed, TimeProvider.System);
        return Directory.Exists(directory.Path)
            ? directory
            : throw new CommandFailedException(ExitCode.BadInput, $"there is no run '{directory.Name}' below {directory.Root}{Others(directory.Root)}");
    }

    private static string Others(string root)
    {
        string[] runs = Directory.Exists(root)
            ? [.. Directory.EnumerateDirectories(root).Select(path => Path.GetFileName(path)).Where(static name => RunName.TryParse(name, out _, out _)).Order(StringComparer.Ordinal).Take(10)]
            : [];
        return runs.Length == 0 ? "; start one with: grin collect --run-name NAME --library-directory DIR --storage local --storage-path DIR" : $"; there are: {string.Join(", ", runs)}";
    }
}
