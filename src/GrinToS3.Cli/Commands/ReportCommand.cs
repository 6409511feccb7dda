using System.CommandLine;
using GrinToS3.Cli.Output;
using GrinToS3.Progress;
using GrinToS3.Reporting;
using GrinToS3.Runs;

namespace GrinToS3.Cli.Commands;

/// <summary><c>grin report</c>: answers common questions of a run's file, read beside whatever is working on it.</summary>
internal static class ReportCommand
{
    internal static Command Build()
    {
        var command = new Command("report", "Answer a common question about a run; without a name: list the reports");
        var name = new Argument<string?>("NAME") { Description = "Which report", Arity = ArgumentArity.ZeroOrOne };
        var run = new RunOptions(command, required: false);
        var json = new Option<bool>("--json") { Description = "Print one JSON object a row" };
        command.Arguments.Add(name);
        command.Options.Add(json);
        command.SetAction(parsed => parsed.GetValue(name) is { } given
            ? Show(Reports.Find(given) ?? throw new CommandFailedException(
                ExitCode.BadInput, $"there is no report '{given}'; there are: {string.Join(", ", Reports.All.Select(static one => one.Name))}"),
                run.GetNamed(parsed), parsed.GetValue(json))
            : List());
        return command;
    }

    private static int List()
    {
        foreach (var report in Reports.All)
        {
            Console.WriteLine($"{report.Name,-18}{report.Asks}");
        }

        return ExitCode.Done;
    }

    private static int Show(Report report, RunDirectory directory, bool json)
    {
        using var reader = ProgressReader.Open(directory.Database);
        using var output = Console.OpenStandardOutput();
        if (json)
        {
            using var rows = new JsonRows(output, report.Columns);
            reader.Read(report, TimeProvider.System.GetUtcNow(), rows.Write);
            return ExitCode.Done;
        }

        using var lines = new StreamWriter(output);
        lines.WriteLine(string.Join('\t', report.Columns));
        reader.Read(report, TimeProvider.System.GetUtcNow(), row => lines.WriteLine(string.Join('\t', row.Select(Plain))));
        return ExitCode.Done;
    }

    /// <summary>A value that stays in its line and column.</summary>
    private static string Plain(string? value) => (value ?? "").ReplaceLineEndings(" ").Replace('\t', ' ');
}
