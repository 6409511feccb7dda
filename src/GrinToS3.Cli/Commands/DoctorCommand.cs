using System.CommandLine;
using GrinToS3.Checkup;
using GrinToS3.Runs;
using GrinToS3.Workflows;

namespace GrinToS3.Cli.Commands;

/// <summary><c>grin doctor</c>: looks at all that a run needs, and names the remedy for what is not right.</summary>
internal static class DoctorCommand
{
    internal static Command Build()
    {
        var command = new Command("doctor", "Look at all that a run needs, and name the remedy for what is not right");
        var run = new RunOptions(command, required: true);
        var json = new Option<bool>("--json") { Description = "Print one JSON object a finding" };
        command.Options.Add(json);
        command.SetAction((parsed, cancellationToken) => ShowAsync(run.GetExisting(parsed), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> ShowAsync(RunDirectory directory, bool json, CancellationToken cancellationToken)
    {
        var problems = new List<Finding>();
        await foreach (var finding in new RunCheckup(directory, Environment.GetEnvironmentVariable, TimeProvider.System).RunAsync(cancellationToken))
        {
            problems.AddRange(finding.Verdict is Verdict.Problem ? [finding] : []);
            Console.WriteLine(json ? WorkflowJson.Write(finding) : Line(finding));
        }

        return problems is [var first, ..]
            ? throw new CommandFailedException(
                ExitCode.Of(first.Kind!.Value), $"sessions of '{directory.Name}' would end on: {string.Join(", ", problems.Select(static one => one.Subject))}")
            : ExitCode.Done;
    }

    private static string Line(Finding finding)
    {
        var mark = finding.Verdict switch { Verdict.Fine => "ok", Verdict.Warning => "look", _ => "PROBLEM" };
        return $"{mark,-8}{finding.Subject,-12}{finding.Says}{(finding.Remedy is { } remedy ? $" -> {remedy}" : "")}";
    }
}
