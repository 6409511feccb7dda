using System.CommandLine;
using GrinToS3.Cli.Hosting;
using GrinToS3.Migrating;
using GrinToS3.Runs;

namespace GrinToS3.Cli.Commands;

/// <summary><c>grin storage migrate</c>: moves a run to another store without GRIN.</summary>
internal static class MigrateCommand
{
    internal static Command Build()
    {
        var command = new Command("migrate", "Copy all that the run has stored to another storage, verify it, and point the run there; nothing is deleted, and GRIN is asked nothing");
        var run = new RunOptions(command, required: true);
        var to = new StorageOptions(command, "to-");
        var parallel = new Option<int>("--parallel") { Description = "Objects that are copied at once", HelpName = "N", DefaultValueFactory = static _ => Migration.DefaultParallel };
        var restart = new Option<bool>("--restart") { Description = "Forget an unfinished move; what it has copied stays where it is" };
        var show = VerifyCommand.Show();
        var json = new Option<bool>("--json") { Description = "Print one JSON object a line" };
        foreach (var option in new Option[] { parallel, restart, show, json })
        {
            command.Options.Add(option);
        }

        command.SetAction((parsed, cancellationToken) =>
        {
            var directory = run.GetExisting(parsed);
            var session = new MigrateSession(
                directory, VerifyCommand.RequireParallel(parsed.GetValue(parallel)), VerifyCommand.RequireShow(parsed.GetValue(show)), parsed.GetValue(json));
            return session.RunAsync(saved => Draft(parsed, to, directory, saved), parsed.GetValue(restart), cancellationToken);
        });
        return command;
    }

    private static RunConfigDraft? Draft(ParseResult parsed, StorageOptions to, RunDirectory directory, RunConfig saved)
    {
        var draft = new RunConfigDraft(directory.Name).Set("library_directory", saved.LibraryDirectory);
        if (saved.SecretsDir is { } secrets)
        {
            draft.Set("secrets_dir", secrets);
        }

        if (!to.Read(parsed, draft))
        {
            return null;
        }

        new StorageDefaults(Environment.GetEnvironmentVariable).Apply(draft);
        return draft;
    }
}
