using System.CommandLine;
using GrinToS3.Cli.Hosting;
using GrinToS3.Cli.Output;
using GrinToS3.Explaining;
using GrinToS3.Grin;
using GrinToS3.Progress;
using GrinToS3.Runs;
using GrinToS3.Workflows;

namespace GrinToS3.Cli.Commands;

/// <summary><c>grin explain</c>: what the run's file, its storage and GRIN say of one volume, and what comes next.</summary>
internal static class ExplainCommand
{
    internal static Command Build()
    {
        var command = new Command("explain", "Say what is known of a volume, and what comes next and why");
        var barcode = new Argument<string>("BARCODE") { Description = "The volume" };
        var run = new RunOptions(command, required: true);
        var offline = new Option<bool>("--offline") { Description = "Don't ask GRIN" };
        var json = new Option<bool>("--json") { Description = "Print one JSON object" };
        command.Arguments.Add(barcode);
        command.Options.Add(offline);
        command.Options.Add(json);
        command.SetAction((parsed, cancellationToken) =>
        {
            if (!Barcode.TryParse(parsed.GetValue(barcode)!, out var volume, out var problem))
            {
                throw new CommandFailedException(ExitCode.BadInput, problem);
            }

            return ShowAsync(run.GetExisting(parsed), volume, asksGrin: !parsed.GetValue(offline), parsed.GetValue(json), cancellationToken);
        });
        return command;
    }

    private static async Task<int> ShowAsync(RunDirectory directory, Barcode barcode, bool asksGrin, bool json, CancellationToken cancellationToken)
    {
        VolumeFacts facts;
        using (var reader = ProgressReader.Open(directory.Database))
        {
            facts = reader.Facts(barcode.Value);
        }

        using var stored = StoredRun.Open(directory, "explain");
        var explanation = await new VolumeInquiry(stored.Run, TimeProvider.System).RunAsync(barcode, facts, asksGrin, cancellationToken);
        Console.WriteLine(json ? WorkflowJson.Write(explanation) : string.Join(Environment.NewLine, ExplanationText.Lines(explanation)));
        return ExitCode.Done;
    }
}
