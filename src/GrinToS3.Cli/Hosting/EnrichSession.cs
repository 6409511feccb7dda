using GrinToS3.Cli.Output;
using GrinToS3.Enriching;
using GrinToS3.Runs;

namespace GrinToS3.Cli.Hosting;

/// <summary>One start of <c>grin enrich</c>, from the checks to the exit code.</summary>
internal sealed class EnrichSession(RunDirectory directory, bool json)
{
    /// <summary>Enriches.</summary>
    internal async Task<int> RunAsync(EnrichInput input, CancellationToken cancellationToken)
    {
        await Preflight.CheckAsync(directory, new RunConfigDraft(directory.Name), cancellationToken);
        using var runLock = Preflight.TakeLock(directory);
        var config = Preflight.ReadConfig(directory);

        var session = new LocalSession<EnrichProgress, EnrichResult>(directory, config, "enrich", json, new EnrichText())
        {
            Watch = FailureNotes.Of<EnrichProgress>(static progress => progress.LastFailure),
        };
        var result = await session.RunAsync(new EnrichWorkflow(), input, EnrichWorkflow.StopEvent, created: false, cancellationToken);
        return result.Error is { } error ? throw new CommandFailedException(ExitCode.Of(error.Kind), error.Message)
            : result.End is EnrichEnd.Stopped ? ExitCode.Interrupted
            : result.Progress.Failed > 0 ? ExitCode.FailedVolumes
            : ExitCode.Done;
    }
}
