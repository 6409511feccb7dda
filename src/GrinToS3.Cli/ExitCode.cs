using GrinToS3.Workflows;

namespace GrinToS3.Cli;

/// <summary>What <c>grin</c> answers a script; the table stands in docs/cli.md.</summary>
internal static class ExitCode
{
    internal const int Done = 0;
    internal const int Bug = 1;
    internal const int BadInput = 2;
    internal const int Auth = 3;
    internal const int Storage = 4;
    internal const int Grin = 5;
    internal const int QueueFull = 6;
    internal const int FailedVolumes = 7;
    internal const int Interrupted = 130;

    internal static int Of(RunErrorKind kind) => kind switch
    {
        RunErrorKind.BadInput => BadInput,
        RunErrorKind.Auth => Auth,
        RunErrorKind.Storage => Storage,
        RunErrorKind.Grin => Grin,
        RunErrorKind.Volumes => FailedVolumes,
        _ => Bug,
    };
}
