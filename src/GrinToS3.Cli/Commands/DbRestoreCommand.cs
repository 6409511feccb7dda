using System.CommandLine;
using GrinToS3.Backups;
using GrinToS3.Cli.Hosting;
using GrinToS3.Cli.Output;
using GrinToS3.Runs;
using GrinToS3.Workflows;

namespace GrinToS3.Cli.Commands;

/// <summary><c>grin db restore</c>: puts a copy in the place of the progress file.</summary>
internal static class DbRestoreCommand
{
    internal static Command Build()
    {
        var command = new Command("restore", "Put a verified copy in the place of the file, and keep what was there");
        var run = new RunOptions(command, required: true);
        var file = new Option<string?>("--from") { Description = "A copy: of the folder backups, or a books_latest.db.gz", HelpName = "FILE" };
        var storage = new Option<bool>("--from-storage") { Description = "The copy that the run's last session left in the meta bucket" };
        var force = new Option<bool>("--force") { Description = "Take also a copy of another run" };
        var json = new Option<bool>("--json") { Description = "Print one JSON object" };
        foreach (var option in new Option[] { file, storage, force, json })
        {
            command.Options.Add(option);
        }

        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.GetValue(file) is null != parsed.GetValue(storage))
            {
                throw new CommandFailedException(ExitCode.BadInput, "give either --from FILE or --from-storage");
            }

            var directory = run.GetExisting(parsed);
            using var runLock = Preflight.TakeLock(directory);
            var restore = new DatabaseRestore(directory, TimeProvider.System);
            var restored = parsed.GetValue(file) is { } path
                ? await restore.FromFileAsync(GivenPath.ToAbsolute("--from", path), parsed.GetValue(force), cancellationToken)
                : await FromStorageAsync(restore, directory, parsed.GetValue(force), cancellationToken);
            Print(restored, parsed.GetValue(json));
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task<DatabaseRestored> FromStorageAsync(DatabaseRestore restore, RunDirectory directory, bool force, CancellationToken cancellationToken)
    {
        using var storage = RunStorage.Open(directory);
        var restored = await StorageGuard.RunAsync<DatabaseRestored>(async () => await restore.FromStorageAsync(storage.Objects, storage.Layout, force, cancellationToken));
        return restored.IsSuccess ? restored.Value : throw new CommandFailedException(ExitCode.Of(restored.Error.Kind), restored.Error.Message);
    }

    private static void Print(DatabaseRestored restored, bool json)
    {
        if (json)
        {
            Console.WriteLine(WorkflowJson.Write(restored));
            return;
        }

        Console.WriteLine($"{restored.Database} is {restored.Source} now: {Text.Volumes(restored.Books)}, {Text.Count(restored.Stored)} of them stored");
        if (restored.ReplacedFile is { } replaced)
        {
            var held = restored.ReplacedBooks is { } books ? Text.Volumes(books) : "damaged";
            Console.WriteLine($"What was there is {replaced} ({held}); delete it when you do not need it");
        }
    }
}
