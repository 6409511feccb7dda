namespace GrinToS3.Cli.Output;

/// <summary>Chooses a view by where the output goes.</summary>
internal static class RunViews
{
    internal static IRunView<TProgress, TResult> For<TProgress, TResult>(bool json, IRunText<TProgress, TResult> text, TimeProvider time) =>
        json ? new JsonRunView<TProgress, TResult>(Console.Out)
        : Console.IsOutputRedirected ? new PlainRunView<TProgress, TResult>(Console.Out, text, time)
        : new TerminalRunView<TProgress, TResult>(text, time);
}
