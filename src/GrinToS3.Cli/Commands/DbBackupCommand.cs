using System.CommandLine;
using GrinToS3.Backups;
using GrinToS3.Cli.Output;
using GrinToS3.Workflows;

namespace GrinToS3.Cli.Commands;

/// <summary><c>grin db backup</c>: copies the progress file beside whatever is working on it.</summary>
internal static class DbBackupCommand
{
    internal static Command Build()
    {
        var command = new Command("backup", "Copy the file into the run's folder backups, and check the copy; works while another session runs");
        var run = new RunOptions(command, required: true);
        var keep = new Option<int>("--keep") { Description = "How many copies are kept, this one included", HelpName = "N", DefaultValueFactory = static _ => DatabaseBackup.DefaultKeep };
        var json = new Option<bool>("--json") { Description = "Print one JSON object" };
        command.Options.Add(keep);
        command.Options.Add(json);
        command.SetAction(parsed =>
        {
            var kept = parsed.GetValue(keep);
            if (kept < 1)
            {
                throw new CommandFailedException(ExitCode.BadInput, "--keep must be at least 1: the copy that is made is one");
            }

            var taken = DatabaseBackup.Take(run.GetExisting(parsed), TimeProvider.System, kept);
            if (parsed.GetValue(json))
            {
                Console.WriteLine(WorkflowJson.Write(taken));
                return ExitCode.Done;
            }

            Console.WriteLine($"{taken.File}: {Text.Size(taken.Bytes)}, {Text.Volumes(taken.Books)}, sound");
            foreach (var old in taken.Deleted)
            {
                Console.WriteLine($"Deleted {old}");
            }

            return ExitCode.Done;
        });
        return command;
    }
}
