using System.CommandLine;
using GrinToS3.Cli.Hosting;
using GrinToS3.Cli.Output;
using GrinToS3.Progress;
using GrinToS3.Reporting;
using GrinToS3.Runs;
using GrinToS3.Workflows;

namespace GrinToS3.Cli.Commands;

/// <summary><c>grin status</c>: where a run stands, read beside whatever is working on it.</summary>
internal static class StatusCommand
{
    internal static Command Build()
    {
        var command = new Command("status", "Show where a run stands; works while another session runs");
        var run = new RunOptions(command, required: true);
        var json = new Option<bool>("--json") { Description = "Print one JSON object" };
        command.Options.Add(json);
        command.SetAction(parsed => Show(run.GetExisting(parsed), parsed.GetValue(json)));
        return command;
    }

    private static int Show(RunDirectory directory, bool json)
    {
        var config = Preflight.ReadConfig(directory);

        RunStatus? status = null;
        if (File.Exists(directory.Database))
        {
            using var reader = ProgressReader.Open(directory.Database);
            status = reader.Status(TimeProvider.System.GetUtcNow());
        }

        status ??= RunStatus.None;
        if (json)
        {
            Console.WriteLine(WorkflowJson.Write(new
            {
                Run = config.RunName,
                config.LibraryDirectory,
                status.Counts,
                status.Open,
                status.Listing,
                status.Session,
                status.LastDay,
                status.Queue,
                status.Next,
            }));
        }
        else
        {
            foreach (var line in StatusText.Of(config, status, TimeProvider.System.GetUtcNow()))
            {
                Console.WriteLine(line);
            }
        }

        return ExitCode.Done;
    }
}
