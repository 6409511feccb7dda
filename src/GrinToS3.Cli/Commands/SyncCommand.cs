using System.CommandLine;
using GrinToS3.Cli.Hosting;
using GrinToS3.Progress;

namespace GrinToS3.Cli.Commands;

/// <summary><c>grin sync</c>: brings archives, page texts and MARC data into storage, and requests what GRIN has not converted.</summary>
internal static class SyncCommand
{
    internal static Command Build()
    {
        var command = new Command("sync", "Bring archives into storage: fetch, decrypt, verify, store; and request conversions");
        var run = new RunOptions(command, required: true);
        var volumes = new VolumeOptions(command, [VolumeSource.Converted, VolumeSource.Previous, VolumeSource.Unconverted, VolumeSource.Changed]);
        var noText = new Option<bool>("--skip-extract-ocr") { Description = "Take no page texts out of archives" };
        var noMarc = new Option<bool>("--skip-extract-marc") { Description = "Take no MARC data out of archives" };
        var noRequest = new Option<bool>("--skip-requests") { Description = "Request no conversions" };
        var failures = new Option<int>("--max-sequential-failures")
        {
            Description = "Give up after N failures in a row",
            HelpName = "N",
            DefaultValueFactory = static _ => 10,
        };
        foreach (var option in new Option[] { noText, noMarc, noRequest, failures })
        {
            command.Options.Add(option);
        }

        command.SetAction((parsed, cancellationToken) =>
        {
            var directory = run.GetExisting(parsed);
            var (input, barcodes) = volumes.Read(parsed, directory.Name.Value);
            if (parsed.GetValue(failures) < 1)
            {
                throw new CommandFailedException(ExitCode.BadInput, "--max-sequential-failures must be at least 1");
            }

            input = input with
            {
                Request = !parsed.GetValue(noRequest),
                WithText = !parsed.GetValue(noText),
                WithMarc = !parsed.GetValue(noMarc),
                MostFailuresInRow = parsed.GetValue(failures),
            };
            return new SyncSession(directory, "sync", volumes.IsJson(parsed)).RunAsync(input, barcodes, cancellationToken);
        });
        return command;
    }
}
