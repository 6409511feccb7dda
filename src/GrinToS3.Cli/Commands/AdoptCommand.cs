using System.CommandLine;
using GrinToS3.Adopting;
using GrinToS3.Cli.Hosting;
using GrinToS3.Cli.Output;
using GrinToS3.Workflows;

namespace GrinToS3.Cli.Commands;

/// <summary><c>grin adopt</c>: takes over a run and buckets of the Python tool.</summary>
internal static class AdoptCommand
{
    internal static Command Build()
    {
        var command = new Command("adopt", "Take over a run that the Python tool made: compare its file with its storage, and repair it; GRIN is asked nothing");
        var run = new RunOptions(command, required: true);
        var missing = new Option<bool>("--accept-missing") { Description = "Go on where storage lacks most of what the file calls stored" };
        var json = new Option<bool>("--json") { Description = "Print one JSON object a line" };
        command.Options.Add(missing);
        command.Options.Add(json);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var directory = run.GetExisting(parsed);
            using var runLock = Preflight.TakeLock(directory);
            var view = new AdoptText(parsed.GetValue(json));
            var settings = new ConfigAdoption(directory, Environment.GetEnvironmentVariable);
            var start = settings.Run();
            foreach (var note in settings.Notes)
            {
                view.Note(note);
            }

            if (start.Problem is { } problem)
            {
                throw new CommandFailedException(ExitCode.BadInput, problem);
            }

            using var storage = RunStorage.Open(directory);
            var adoption = new Adoption(directory, storage.Config, TimeProvider.System) { AcceptMissing = parsed.GetValue(missing) };
            var adopted = await StorageGuard.RunAsync<AdoptionResult>(async () => await adoption.RunAsync(storage.Objects, LocalRuns.HostId, view.Found, cancellationToken));
            if (!adopted.IsSuccess)
            {
                throw new CommandFailedException(ExitCode.Of(adopted.Error.Kind), adopted.Error.Message);
            }

            view.Ended(directory.Name.Value, adopted.Value);
            return ExitCode.Done;
        });
        return command;
    }
}
