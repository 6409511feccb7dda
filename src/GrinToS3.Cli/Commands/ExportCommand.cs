using System.CommandLine;
using GrinToS3.Cli.Hosting;
using GrinToS3.Cli.Output;
using GrinToS3.Exporting;
using GrinToS3.Files;
using GrinToS3.Progress;
using GrinToS3.Workflows;

namespace GrinToS3.Cli.Commands;

/// <summary><c>grin export</c>: volumes as CSV, Parquet or JSON lines, read beside whatever is working on the run.</summary>
internal static class ExportCommand
{
    internal static Command Build()
    {
        var command = new Command("export", "Write volumes as CSV, Parquet or JSON lines");
        var run = new RunOptions(command, required: true);
        var options = new ExportOptions(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            var directory = run.GetExisting(parsed);
            var target = options.Target(parsed, directory);
            var selection = options.Selection(parsed);
            using var reader = ProgressReader.Open(directory.Database);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            using var signals = new StopSignals(stop.Cancel);
            if (target.Path is not { } path)
            {
                using var stdout = Console.OpenStandardOutput();
                BookExport.Write(reader, selection, target.Format, stdout, stop.Token);
                return Task.FromResult(ExitCode.Done);
            }

            var rows = Write(path, stream => BookExport.Write(reader, selection, target.Format, stream, stop.Token), target.IsCompressed);
            Console.WriteLine(options.IsJson(parsed)
                ? WorkflowJson.Write(new { File = path, target.Format, Rows = rows, Bytes = new FileInfo(path).Length })
                : $"Wrote {Text.Volumes(rows)} to {path}");
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static long Write(string path, Func<Stream, long> export, bool compress)
    {
        long rows = 0;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            AtomicFile.Write(path, stream =>
            {
                using var gzip = compress ? Gzip.Writing(stream) : null;
                rows = export(gzip ?? stream);
            });
            return rows;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException(ExitCode.Storage, $"can't write {path}: {failure.Message}");
        }
    }
}
