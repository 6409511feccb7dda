using System.CommandLine;
using GrinToS3.Cli.Hosting;
using GrinToS3.Progress;
using GrinToS3.Reprocessing;

namespace GrinToS3.Cli.Commands;

/// <summary><c>grin reprocess</c>: derives page texts and MARC data anew from stored archives.</summary>
internal static class ReprocessCommand
{
    internal static Command Build()
    {
        var command = new Command("reprocess", "Derive page texts and MARC data anew from the stored archives, without GRIN");
        var run = new RunOptions(command, required: true);
        var text = new Option<bool>("--ocr") { Description = "Page texts; without --ocr and --marc both are derived" };
        var marc = new Option<bool>("--marc") { Description = "MARC data" };
        var all = new Option<bool>("--all") { Description = "All stored volumes, not only those of which something is missing, failed, or was reopened" };
        var barcodes = new Option<string?>("--barcodes") { Description = "Only these volumes, separated by commas", HelpName = "LIST" };
        var file = new Option<string?>("--barcodes-file") { Description = "Only the volumes in a file, a barcode a line; - is standard input", HelpName = "FILE" };
        var limit = new Option<int?>("--limit") { Description = "Take at most N volumes", HelpName = "N" };
        var failures = new Option<int>("--max-sequential-failures") { Description = "Give up after N failures in a row", HelpName = "N", DefaultValueFactory = static _ => 10 };
        var patience = new PatienceOption("the storage");
        var json = new Option<bool>("--json") { Description = "Print one JSON object a line" };
        foreach (var option in new Option[] { text, marc, all, barcodes, file, limit, failures, patience, json })
        {
            command.Options.Add(option);
        }

        command.SetAction((parsed, cancellationToken) =>
        {
            var directory = run.GetExisting(parsed);
            var named = new NamedVolumes(parsed.GetValue(barcodes), parsed.GetValue(file));
            Require(!(parsed.GetValue(all) && named.IsGiven), "give either --all, or --barcodes or --barcodes-file");
            Require(parsed.GetValue(limit) is null or >= 1, "--limit must be at least 1");
            Require(parsed.GetValue(failures) >= 1, "--max-sequential-failures must be at least 1");
            var isBoth = !parsed.GetValue(text) && !parsed.GetValue(marc);
            var input = new ReprocessInput
            {
                Run = directory.Name.Value,
                Source = named.IsGiven ? StoredSource.Named : parsed.GetValue(all) ? StoredSource.All : StoredSource.Due,
                Limit = parsed.GetValue(limit),
                WithText = isBoth || parsed.GetValue(text),
                WithMarc = isBoth || parsed.GetValue(marc),
                MostFailuresInRow = parsed.GetValue(failures),
                Patience = patience.Read(parsed),
            };
            return new ReprocessSession(directory, parsed.GetValue(json)).RunAsync(input, named.Read(), cancellationToken);
        });
        return command;
    }

    private static void Require(bool condition, string problem)
    {
        if (!condition)
        {
            throw new CommandFailedException(ExitCode.BadInput, problem);
        }
    }
}
