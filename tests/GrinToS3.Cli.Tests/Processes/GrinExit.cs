namespace GrinToS3.Cli.Processes;

/// <summary>How a <c>grin</c> ended, and all that it said.</summary>
internal sealed record GrinExit(int Code, IReadOnlyList<string> Output, IReadOnlyList<string> Errors)
{
    /// <summary>All of it, for the message of a failed test.</summary>
    public override string ToString() => $"exit {Code}\nstdout: {string.Join('\n', Output)}\nstderr: {string.Join('\n', Errors)}";
}
