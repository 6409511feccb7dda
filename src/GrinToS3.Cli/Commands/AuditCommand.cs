using System.CommandLine;
using GrinToS3.Cli.Hosting;
using GrinToS3.Verifying;

namespace GrinToS3.Cli.Commands;

/// <summary><c>grin audit</c>: reads each day a part of what is stored, so that everything is read once in a cycle.</summary>
internal static class AuditCommand
{
    internal static Command Build()
    {
        var command = new Command("audit", "Read today's part of what is stored and compare its digests; everything is read once in a cycle");
        var run = new RunOptions(command, required: true);
        var weeks = Weeks();
        var parallel = VerifyCommand.Parallel();
        var show = VerifyCommand.Show();
        var json = new Option<bool>("--json") { Description = "Print one JSON object a line" };
        foreach (var option in new Option[] { weeks, parallel, show, json })
        {
            command.Options.Add(option);
        }

        command.SetAction((parsed, cancellationToken) =>
        {
            var directory = run.GetExisting(parsed);
            var request = new AuditRequest { CycleWeeks = RequireWeeks(parsed.GetValue(weeks)), Parallel = VerifyCommand.RequireParallel(parsed.GetValue(parallel)) };
            return new VerifySession(directory, VerifyCommand.RequireShow(parsed.GetValue(show)), parsed.GetValue(json)).AuditAsync(request, cancellationToken);
        });
        return command;
    }

    internal static Option<int?> Weeks() => new("--cycle-weeks")
    {
        Description = $"Weeks in which the audit reads everything once [default: as before, else {AuditCalendar.DefaultWeeks}]",
        HelpName = "N",
    };

    internal static int? RequireWeeks(int? given) => given is not (< 1 or > AuditCalendar.MostWeeks)
        ? given
        : throw new CommandFailedException(ExitCode.BadInput, $"--cycle-weeks must be between 1 and {AuditCalendar.MostWeeks}");
}
