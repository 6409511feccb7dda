using System.CommandLine;
using GrinToS3.Cli.Hosting;
using GrinToS3.Collecting;

namespace GrinToS3.Cli.Commands;

/// <summary><c>grin collect</c>: brings the inventory into the run's progress file.</summary>
internal static class CollectCommand
{
    internal static Command Build()
    {
        var command = new Command("collect", "Collect the library's inventory into books.db, and publish it");
        var run = new RunOptions(command, required: false);
        var config = new ConfigOptions(command);
        var limit = new Option<int?>("--limit") { Description = "Take only the first N volumes", HelpName = "N" };
        var refresh = new Option<bool>("--refresh") { Description = "Update known volumes; a blank never overwrites a value" };
        var restart = new Option<bool>("--restart") { Description = "List from the start, even where a listing is unfinished" };
        var patience = new PatienceOption("GRIN");
        var writeConfig = new Option<bool>("--write-config") { Description = "Write run_config.json, then stop" };
        var json = new Option<bool>("--json") { Description = "Print one JSON object a line" };
        foreach (var option in new Option[] { limit, refresh, restart, patience, writeConfig, json })
        {
            command.Options.Add(option);
        }

        command.SetAction((parsed, cancellationToken) =>
        {
            var directory = run.Get(parsed, TimeProvider.System);
            var session = new CollectSession(directory, config.Read(parsed, directory.Name), parsed.GetValue(json));
            if (parsed.GetValue(writeConfig))
            {
                return Task.FromResult(session.WriteConfig());
            }

            var wait = patience.Read(parsed);
            if (parsed.GetValue(limit) is < 1)
            {
                throw new CommandFailedException(ExitCode.BadInput, "--limit must be at least 1");
            }

            return session.RunAsync(
                new CollectInput
                {
                    Run = directory.Name.Value,
                    Limit = parsed.GetValue(limit),
                    Refresh = parsed.GetValue(refresh),
                    Restart = parsed.GetValue(restart),
                    Patience = wait,
                },
                cancellationToken);
        });
        return command;
    }
}
