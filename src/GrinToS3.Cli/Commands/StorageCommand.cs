using System.CommandLine;
using GrinToS3.Cli.Hosting;
using GrinToS3.Objects;

namespace GrinToS3.Cli.Commands;

/// <summary><c>grin storage ls|du|cp|rm|check|migrate</c>: looks after what a run has stored, and never at anything else.</summary>
internal static class StorageCommand
{
    internal static Command Build() => new("storage", "Look after what a run has stored") { BuildLs(), BuildDu(), BuildCp(), BuildRm(), BuildCheck(), MigrateCommand.Build() };

    private static Command BuildLs()
    {
        var command = new Command("ls", "Name the run's objects");
        var bucket = new Argument<string?>("BUCKET") { Description = "raw, meta or full; all where it is left out", Arity = ArgumentArity.ZeroOrOne };
        var run = new RunOptions(command, required: true);
        var old = Old();
        var prefix = Prefix("name");
        var isLong = new Option<bool>("--long", "-l") { Description = "Also size and time" };
        var json = new Option<bool>("--json") { Description = "Print one JSON object a line" };
        Add(command, [bucket], old, prefix, isLong, json);
        command.SetAction((parsed, cancellationToken) => Session(run, parsed, old).ListAsync(
            parsed.GetValue(bucket) is { } given ? [Parse(given)] : Enum.GetValues<Bucket>(),
            parsed.GetValue(prefix)!, parsed.GetValue(isLong), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static Command BuildDu()
    {
        var command = new Command("du", "Count the run's objects and their bytes");
        var run = new RunOptions(command, required: true);
        var old = Old();
        var json = new Option<bool>("--json") { Description = "Print one JSON object a bucket" };
        Add(command, [], old, json);
        command.SetAction((parsed, cancellationToken) => Session(run, parsed, old).CountAsync(parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static Command BuildCp()
    {
        var command = new Command("cp", "Copy the run's objects to a folder of this machine");
        var bucket = new Argument<string>("BUCKET") { Description = "raw, meta or full" };
        var name = new Argument<string>("NAME") { Description = "The object, as ls names it" };
        var folder = new Argument<string>("DIR") { Description = "The folder; it is made where it is missing" };
        var run = new RunOptions(command, required: true);
        var all = new Option<bool>("--all") { Description = "All objects whose names begin with NAME" };
        Add(command, [bucket, name, folder], all);
        command.SetAction((parsed, cancellationToken) => new StorageSession(run.GetExisting(parsed)).CopyAsync(
            Parse(parsed.GetValue(bucket)!), parsed.GetValue(name)!, GivenPath.ToAbsolute("DIR", parsed.GetValue(folder)!), parsed.GetValue(all), cancellationToken));
        return command;
    }

    private static Command BuildRm()
    {
        var command = new Command("rm", "Delete the run's objects of one bucket; never those of others");
        var bucket = new Argument<string>("BUCKET") { Description = "raw, meta or full" };
        var run = new RunOptions(command, required: true);
        var old = Old();
        var prefix = Prefix("delete");
        var yes = new Option<bool>("--yes", "-y") { Description = "Don't ask" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would be deleted" };
        Add(command, [bucket], old, prefix, yes, dryRun);
        command.SetAction((parsed, cancellationToken) => Session(run, parsed, old).RemoveAsync(
            Parse(parsed.GetValue(bucket)!), parsed.GetValue(prefix)!, parsed.GetValue(yes), parsed.GetValue(dryRun), cancellationToken));
        return command;
    }

    private static Command BuildCheck()
    {
        var command = new Command("check", "Store a small object in each bucket, read it, and delete it");
        var run = new RunOptions(command, required: true);
        command.SetAction((parsed, cancellationToken) => new StorageSession(run.GetExisting(parsed)).CheckAsync(cancellationToken));
        return command;
    }

    private static Option<string?> Old() => new("--old") { Description = "A run_config.json that the run had before it was moved: the storage of that is meant", HelpName = "FILE" };

    private static StorageSession Session(RunOptions run, ParseResult parsed, Option<string?> old) =>
        new(run.GetExisting(parsed), parsed.GetValue(old) is { } file ? GivenPath.ToAbsolute("--old", file) : null);

    private static Option<string> Prefix(string what) => new("--prefix")
    {
        Description = $"Only {what} objects whose names begin so, without the run's own prefix",
        HelpName = "TEXT",
        DefaultValueFactory = static _ => "",
    };

    private static void Add(Command command, Argument[] arguments, params Option[] options)
    {
        foreach (var argument in arguments)
        {
            command.Arguments.Add(argument);
        }

        foreach (var option in options)
        {
            command.Options.Add(option);
        }
    }

    private static Bucket Parse(string text) => text switch
    {
        "raw" => Bucket.Raw,
        "meta" => Bucket.Meta,
        "full" => Bucket.Full,
        _ => throw new CommandFailedException(ExitCode.BadInput, $"BUCKET '{text}' is none of raw, meta, full"),
    };
}
