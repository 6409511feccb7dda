using System.CommandLine;
using GrinToS3.Cli.Hosting;
using GrinToS3.Progress;

namespace GrinToS3.Cli.Commands;

/// <summary><c>grin request</c>: asks GRIN to convert volumes, and fetches nothing.</summary>
internal static class RequestCommand
{
    internal static Command Build()
    {
        var command = new Command("request", "Ask GRIN to convert volumes, 200 a call, until its queue is full");
        var run = new RunOptions(command, required: true);
        var volumes = new VolumeOptions(command, [VolumeSource.Previous, VolumeSource.Unconverted]);
        command.SetAction((parsed, cancellationToken) =>
        {
            var directory = run.GetExisting(parsed);
            var (input, barcodes) = volumes.Read(parsed, directory.Name.Value);
            return new SyncSession(directory, "request", volumes.IsJson(parsed)).RunAsync(input with { Fetch = false }, barcodes, cancellationToken);
        });
        return command;
    }
}
