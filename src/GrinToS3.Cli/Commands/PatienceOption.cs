using System.CommandLine;

namespace GrinToS3.Cli.Commands;

/// <summary><c>--patience</c>: how long a command goes on trying.</summary>
internal sealed class PatienceOption : Option<int>
{
    private const int MostMinutes = 10_000;

    /// <param name="who">Who may fail to answer.</param>
    internal PatienceOption(string who)
        : base("--patience")
    {
        Description = $"Minutes to keep trying while {who} does not answer [default: 0]";
        HelpName = "MINUTES";
    }

    /// <summary>What was given.</summary>
    internal TimeSpan Read(ParseResult parsed) => parsed.GetValue(this) is >= 0 and <= MostMinutes and var minutes
        ? TimeSpan.FromMinutes(minutes)
        : throw new CommandFailedException(ExitCode.BadInput, $"--patience must be between 0 and {MostMinutes} minutes");
}
