using GrinToS3.Cli.Output;
using GrinToS3.Progress;
using GrinToS3.Runs;
using GrinToS3.Syncing;

namespace GrinToS3.Cli.Hosting;

/// <summary>One start of <c>grin sync</c> or <c>grin request</c>, from the checks to the exit code.</summary>
internal sealed class SyncSession(RunDirectory directory, string verb, bool json)
{
    /// <summary>Syncs.</summary>
    /// <param name="input">What to do.</param>
    /// <param name="barcodes">The volumes that were named; empty where queues were.</param>
    /// <param name="cancellationToken">Stops at once.</param>
    internal async Task<int> RunAsync(SyncInput input, IReadOnlyList<string> barcodes, CancellationToken cancellationToken)
    {
        await Preflight.CheckAsync(directory, new RunConfigDraft(directory.Name), cancellationToken);
        if (input.DryRun)
        {
            return await DryRunAsync(input, barcodes, cancellationToken);
        }

        using var runLock = Preflight.TakeLock(directory);
        return Finish(await RunInAsync(directory, input, barcodes, cancellationToken));
    }

    /// <summary>Does all that a sync does before it fetches, in a copy of the run: so nothing is changed.</summary>
    private async Task<int> DryRunAsync(SyncInput input, IReadOnlyList<string> barcodes, CancellationToken cancellationToken)
    {
        var root = Directory.CreateTempSubdirectory("grin-dry-run-");
        try
        {
            var copy = new RunDirectory(root.FullName, directory.Name);
            Directory.CreateDirectory(copy.Path);
            File.Copy(directory.Config, copy.Config);
            if (File.Exists(directory.Database))
            {
                using var reader = ProgressReader.Open(directory.Database);
                Snapshot.Take(reader, copy.Database);
            }

            return Finish(await RunInAsync(copy, input, barcodes, cancellationToken));
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }

    private async Task<SyncResult> RunInAsync(RunDirectory place, SyncInput input, IReadOnlyList<string> barcodes, CancellationToken cancellationToken)
    {
        var config = Preflight.ReadConfig(place);

        // A dry run leaves no trace, and another session may be at work.
        config = input.DryRun ? config with { LogFile = null } : config;
        input = input with { BarcodesFile = BarcodesFile.Write(place, barcodes) };
        var session = new LocalSession<SyncProgress, SyncResult>(place, config, verb, json, new SyncText(input))
        {
            HoldsLock = !input.DryRun,
            Watch = FailureNotes.Of<SyncProgress>(static progress => progress.LastFailure),
        };
        return await session.RunAsync(new SyncWorkflow(), input, SyncWorkflow.StopEvent, created: false, cancellationToken);
    }

    /// <summary>The exit code of a walk through volumes.</summary>
    internal static int Finish(SyncResult result) =>
        result.Error is { } error ? throw new CommandFailedException(ExitCode.Of(error.Kind), error.Message)
        : result.End is SyncEnd.Stopped ? ExitCode.Interrupted
        : result.Progress.QueueFull ? ExitCode.QueueFull
        : result.Progress.Failed > 0 ? ExitCode.FailedVolumes
        : ExitCode.Done;
}
