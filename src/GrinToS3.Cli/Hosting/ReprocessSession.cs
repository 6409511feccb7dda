using GrinToS3.Cli.Output;
using GrinToS3.Progress;
using GrinToS3.Reprocessing;
using GrinToS3.Runs;
using GrinToS3.Syncing;

namespace GrinToS3.Cli.Hosting;

/// <summary>One start of <c>grin reprocess</c>, from the checks to the exit code. GRIN is asked nothing, so no credentials of it are looked for.</summary>
internal sealed class ReprocessSession(RunDirectory directory, bool json)
{
    /// <summary>Derives.</summary>
    /// <param name="input">What to do.</param>
    /// <param name="barcodes">The volumes that were named; empty where none were.</param>
    /// <param name="cancellationToken">Stops at once.</param>
    internal async Task<int> RunAsync(ReprocessInput input, IReadOnlyList<string> barcodes, CancellationToken cancellationToken)
    {
        var config = Preflight.ReadConfig(directory);

        ProgressReader.Open(directory.Database).Dispose();
        using var runLock = Preflight.TakeLock(directory);
        var session = new LocalSession<SyncProgress, SyncResult>(directory, config, "reprocess", json, new ReprocessText(input))
        {
            Watch = FailureNotes.Of<SyncProgress>(static progress => progress.LastFailure),
        };
        return SyncSession.Finish(await session.RunAsync(
            new ReprocessWorkflow(), input with { BarcodesFile = BarcodesFile.Write(directory, barcodes) }, ReprocessWorkflow.StopEvent, created: false, cancellationToken));
    }
}
