namespace GrinToS3.Cli;

/// <summary>Ends a command with one line for a person and an exit code.</summary>
internal sealed class CommandFailedException(int exitCode, string message) : Exception(message)
{
    internal int ExitCode { get; } = exitCode;
}
