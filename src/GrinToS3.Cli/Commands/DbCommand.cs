using System.CommandLine;
using GrinToS3.Cli.Hosting;
using GrinToS3.Cli.Output;
using GrinToS3.Progress;
using GrinToS3.Workflows;

namespace GrinToS3.Cli.Commands;

/// <summary><c>grin db</c>: looks after the progress file.</summary>
internal static class DbCommand
{
    internal static Command Build() => new("db", "Look after a run's books.db")
    {
        BuildCheck(), BuildCompact(), DbBackupCommand.Build(), DbRestoreCommand.Build(), DbRepairCommand.Build(),
    };

    private static Command BuildCheck()
    {
        var command = new Command("check", "Look for damage: SQLite's integrity check, and what the tables must agree on");
        var run = new RunOptions(command, required: true);
        var json = new Option<bool>("--json") { Description = "Print one JSON object" };
        command.Options.Add(json);
        command.SetAction(parsed =>
        {
            var directory = run.GetExisting(parsed);
            var report = DatabaseCheck.Run(directory.Database);
            if (parsed.GetValue(json))
            {
                Console.WriteLine(WorkflowJson.Write(report));
            }
            else
            {
                foreach (var problem in report.Problems)
                {
                    Console.WriteLine($"PROBLEM  {problem}");
                }

                foreach (var note in report.Notes)
                {
                    Console.WriteLine($"note     {note}");
                }

                Console.WriteLine(report.Problems.Count == 0 ? $"{directory.Database} is sound" : $"Problems in {directory.Database}: {report.Problems.Count}");
            }

            return report.Problems.Count == 0 ? ExitCode.Done : ExitCode.Storage;
        });
        return command;
    }

    private static Command BuildCompact()
    {
        var command = new Command("compact", "Rewrite the file without its gaps, with pages of 8 KiB");
        var run = new RunOptions(command, required: true);
        command.SetAction(parsed =>
        {
            var directory = run.GetExisting(parsed);
            using var runLock = Preflight.TakeLock(directory);
            var result = DatabaseCompact.Run(directory.Database);
            Console.WriteLine($"{directory.Database}: {Text.Size(result.BytesBefore)} before, {Text.Size(result.BytesAfter)} now");
            return ExitCode.Done;
        });
        return command;
    }
}
