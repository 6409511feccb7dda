using System.CommandLine;
using GrinToS3.Cli.Hosting;
using GrinToS3.Cli.Output;
using GrinToS3.Repairing;
using GrinToS3.Workflows;

namespace GrinToS3.Cli.Commands;

/// <summary><c>grin db repair</c>: the repair pass for files of the Python tool.</summary>
internal static class DbRepairCommand
{
    internal static Command Build()
    {
        var command = new Command("repair", "Name and mend what a file of the Python tool has wrong, volume by volume");
        var run = new RunOptions(command, required: true);
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would be mended, and change nothing; works while another session runs" };
        var missing = new Option<bool>("--accept-missing") { Description = "Go on where most of the files in local storage are missing" };
        var noBackup = new Option<bool>("--no-backup") { Description = "Make no copy of the file before it is changed" };
        var json = new Option<bool>("--json") { Description = "Print one JSON object a line" };
        foreach (var option in new Option[] { dryRun, missing, noBackup, json })
        {
            command.Options.Add(option);
        }

        command.SetAction(async (parsed, cancellationToken) =>
        {
            var directory = run.GetExisting(parsed);
            var config = Preflight.ReadConfig(directory);

            var isDry = parsed.GetValue(dryRun);
            using var runLock = isDry ? null : Preflight.TakeLock(directory);
            var repair = new DatabaseRepair(directory, config.StorageConfig, TimeProvider.System) { AcceptMissing = parsed.GetValue(missing) };
            var view = new RepairText(parsed.GetValue(json));
            var repaired = await StorageGuard.RunAsync<RepairResult>(() => Task.FromResult<Outcome<RepairResult>>(isDry
                ? repair.Examine(view.Found, cancellationToken)
                : repair.Run(LocalRuns.HostId, !parsed.GetValue(noBackup), view.Found, cancellationToken)));
            if (!repaired.IsSuccess)
            {
                throw new CommandFailedException(ExitCode.Of(repaired.Error.Kind), repaired.Error.Message);
            }

            view.Ended(repaired.Value, isDry);
            return ExitCode.Done;
        });
        return command;
    }
}
