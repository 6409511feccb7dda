using System.CommandLine;
using GrinToS3.Cli.Hosting;
using GrinToS3.Enriching;

namespace GrinToS3.Cli.Commands;

/// <summary><c>grin enrich</c>: adds to each volume what GRIN's reports know of it.</summary>
internal static class EnrichCommand
{
    internal static Command Build()
    {
        var command = new Command("enrich", "Add GRIN's detailed metadata to the volumes that were collected");
        var run = new RunOptions(command, required: true);
        var limit = new Option<long?>("--limit") { Description = "Ask for at most N volumes, the oldest first", HelpName = "N" };
        var reset = new Option<bool>("--reset") { Description = "Forget what enriching brought before, and ask for all volumes again" };
        var requested = new Option<bool>("--requested") { Description = "Poll: ask for the volumes whose conversion was requested and that are not stored, enriched or not" };
        var patience = new PatienceOption("GRIN");
        var json = new Option<bool>("--json") { Description = "Print one JSON object a line" };
        foreach (var option in new Option[] { limit, reset, requested, patience, json })
        {
            command.Options.Add(option);
        }

        command.SetAction((parsed, cancellationToken) =>
        {
            var directory = run.GetExisting(parsed);
            if (parsed.GetValue(limit) is < 1)
            {
                throw new CommandFailedException(ExitCode.BadInput, "--limit must be at least 1");
            }

            if (parsed.GetValue(reset) && parsed.GetValue(requested))
            {
                throw new CommandFailedException(ExitCode.BadInput, "--reset forgets all volumes, --requested asks for some; give one of them");
            }

            return new EnrichSession(directory, parsed.GetValue(json)).RunAsync(
                new EnrichInput
                {
                    Run = directory.Name.Value,
                    Limit = parsed.GetValue(limit),
                    Reset = parsed.GetValue(reset),
                    Requested = parsed.GetValue(requested),
                    Patience = patience.Read(parsed),
                },
                cancellationToken);
        });
        return command;
    }
}
