using System.CommandLine;
using GrinToS3.Cli.Hosting;
using GrinToS3.Verifying;

namespace GrinToS3.Cli.Commands;

/// <summary><c>grin verify</c>: compares what is stored with what the run's file says of it.</summary>
internal static class VerifyCommand
{
    private const int MostParallel = 100;

    internal static Command Build()
    {
        var command = new Command("verify", "Compare what is stored with what the run's file says of it; list what has to be fetched again");
        var run = new RunOptions(command, required: true);
        var level = new Option<string?>("--level") { Description = "How closely: size, checksum or full [default: checksum]", HelpName = "LEVEL" };
        var restart = new Option<bool>("--restart") { Description = "Begin anew, even where a verification is unfinished" };
        var parallel = Parallel();
        var show = Show();
        var json = new Option<bool>("--json") { Description = "Print one JSON object a line" };
        foreach (var option in new Option[] { level, restart, parallel, show, json })
        {
            command.Options.Add(option);
        }

        command.SetAction((parsed, cancellationToken) =>
        {
            var directory = run.GetExisting(parsed);
            var request = new VerifyRequest
            {
                Level = parsed.GetValue(level) is { } given ? ParseLevel(given) : null,
                Restart = parsed.GetValue(restart),
                Parallel = RequireParallel(parsed.GetValue(parallel)),
            };
            return new VerifySession(directory, RequireShow(parsed.GetValue(show)), parsed.GetValue(json)).VerifyAsync(request, cancellationToken);
        });
        return command;
    }

    /// <summary>How many objects are read side by side.</summary>
    internal static Option<int> Parallel() => new("--parallel")
    {
        Description = "Objects that are read at once",
        HelpName = "N",
        DefaultValueFactory = static _ => VerifyRequest.DefaultParallel,
    };

    /// <summary>How many findings are shown.</summary>
    internal static Option<int> Show() => new("--show") { Description = "Findings that are shown; all are in a file", HelpName = "N", DefaultValueFactory = static _ => 20 };

    internal static int RequireParallel(int given) => given is >= 1 and <= MostParallel
        ? given
        : throw new CommandFailedException(ExitCode.BadInput, $"--parallel must be between 1 and {MostParallel}");

    internal static int RequireShow(int given) => given >= 0 ? given : throw new CommandFailedException(ExitCode.BadInput, "--show must be at least 0");

    private static VerifyLevel ParseLevel(string text) => text switch
    {
        "size" => VerifyLevel.Size,
        "checksum" => VerifyLevel.Checksum,
        "full" => VerifyLevel.Full,
        _ => throw new CommandFailedException(ExitCode.BadInput, $"--level '{text}' is none of size, checksum, full"),
    };
}
