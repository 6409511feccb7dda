using GrinToS3.Grin;
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

        using var writer = run.Inbox.Create(batch);
        var now = ToolTimestamp.Format(runs.Options.Time.GetUtcNow());
        var rows = new VolumeRows(writer, input.Session, barcode.Value);
        var outcome = await new VolumePass(run, runs.Options.Time, input, barcode, new VolumeReport(rows, barcode, now)).RunAsync(cancellationToken);
        if (!outcome.IsSuccess)
        {
            return outcome.Error;
        }

        var synced = outcome.Value with { Batch = batch };
        writer.Complete(WorkflowJson.Write(synced));
        return synced;
    });
}
