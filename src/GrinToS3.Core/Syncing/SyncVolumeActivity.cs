using GrinToS3.Grin;
using GrinToS3.Objects;
using GrinToS3.Progress;
using GrinToS3.Workflows;

namespace GrinToS3.Syncing;

/// <summary>Brings one volume into storage: is there a new archive, fetch, decrypt, verify, store; and leaves what came of it in the inbox.</summary>
/// <param name="runs">The runs that are open in this process.</param>
public sealed class SyncVolumeActivity(OpenRuns runs) : IActivity<SyncVolume, Outcome<VolumeSynced>>
{
    /// <summary>The activity's name.</summary>
    public const string Name = "SyncVolume";

    /// <inheritdoc />
    public Task<Outcome<VolumeSynced>> RunAsync(SyncVolume input, CancellationToken cancellationToken) => StorageGuard.RunAsync<VolumeSynced>(async () =>
    {
        using var lease = runs.Borrow(input.Run);
        var run = lease.Run;
        var batch = BatchId.ForVolume(input.Session, input.Volume.Barcode);
        if (run.Inbox.TryReadReceipt(batch, out var receipt) && receipt.ReadNote<VolumeSynced>() is { } done)
        {
            // An earlier delivery did the work, and its host ended before it was applied.
            return done;
        }

        if (!Barcode.TryParse(input.Volume.Barcode, out var barcode, out var problem))
        {
            return new RunError(RunErrorKind.BadInput, "BadBarcode", problem);
        }

        Task<Outcome<VolumeSynced>> AsBatchAsync(Func<VolumeReport, Task<Outcome<VolumeSynced>>> work) => WriteAsync(run.Inbox, batch, barcode, input.Session, work);
        try
        {
            return await AsBatchAsync(report => new VolumePass(run, runs.Options.Time, input, barcode, report).RunAsync(cancellationToken));
        }
        catch (Exception bug) when (ConcernsOneVolume(bug))
        {
            // A bug that one volume brings to light must not keep the others from coming home.
            return await AsBatchAsync(report => Task.FromResult<Outcome<VolumeSynced>>(report.Failed("check_failed", bug.GetType().Name, bug.Message.ReplaceLineEndings(" "))));
        }
    });

    /// <summary>What storage and the progress file throw, and a stop, meets all volumes alike.</summary>
    private static bool ConcernsOneVolume(Exception error) =>
        error is not (OperationCanceledException or StorageException or ProgressStoreException or IOException or UnauthorizedAccessException);

    private async Task<Outcome<VolumeSynced>> WriteAsync(
        Inbox inbox, BatchId batch, Barcode barcode, long session, Func<VolumeReport, Task<Outcome<VolumeSynced>>> work)
    {
        using var writer = inbox.Create(batch);
        var rows = new VolumeRows(writer, session, barcode.Value);
        var outcome = await work(new VolumeReport(rows, barcode, ToolTimestamp.Format(runs.Options.Time.GetUtcNow())));
        if (!outcome.IsSuccess)
        {
            return outcome.Error;
        }

        var synced = outcome.Value with { Batch = batch };
        writer.Complete(WorkflowJson.Write(synced));
        return synced;
    }
}
