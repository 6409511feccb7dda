using System.CommandLine;
using GrinToS3.Cli.Output;
using GrinToS3.Files;
using GrinToS3.Progress;

namespace GrinToS3.Cli.Commands;

/// <summary><c>grin export</c>: all volumes as CSV, read beside whatever is working on the run.</summary>
internal static class ExportCommand
{
    internal static Command Build()
    {
        var command = new Command("export", "Write all volumes as CSV");
        var run = new RunOptions(command, required: true);
        var output = new Option<string?>("--output") { Description = "The file to write, or - for standard output; default: the run's books_export.csv", HelpName = "FILE" };
        command.Options.Add(output);
        command.SetAction((parsed, cancellationToken) =>
        {
            var directory = run.GetExisting(parsed);
            using var reader = ProgressReader.Open(directory.Database);
            if (parsed.GetValue(output) is "-")
            {
                using var stdout = Console.OpenStandardOutput();
                CsvExport.Write(reader, stdout, cancellationToken);
                return Task.FromResult(ExitCode.Done);
            }

            var path = GivenPath.ToAbsolute("--output", parsed.GetValue(output) ?? directory.Csv);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            long rows = 0;
            AtomicFile.Write(path, stream => rows = CsvExport.Write(reader, stream, cancellationToken));
            Console.WriteLine($"Wrote {Text.Volumes(rows)} to {path}");
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }
}
