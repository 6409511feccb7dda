using GrinToS3.Grin;
using GrinToS3.Objects;
using GrinToS3.Progress;
using GrinToS3.Workflows;

namespace GrinToS3.Syncing;

/// <summary>Does something with one volume and leaves what came of it in the inbox; a second delivery finds it there.</summary>
/// <param name="run">The run.</param>
/// <param name="time">The clock.</param>
/// <param name="session">The session.</param>
internal sealed class VolumeBatch(OpenRun run, TimeProvider time, long session)
{
    /// <summary>Does it.</summary>
    /// <param name="volume">The volume's barcode.</param>
    /// <param name="work">The work.</param>
    /// <param name="failed">Says that a bug kept it from being done.</param>
    internal async Task<Outcome<VolumeSynced>> RunAsync(
        string volume, Func<Barcode, VolumeReport, Task<Outcome<VolumeSynced>>> work, Func<VolumeReport, Exception, VolumeSynced> failed)
    {
        var batch = BatchId.ForVolume(session, volume);
        if (run.Inbox.TryReadReceipt(batch, out var receipt) && receipt.ReadNote<VolumeSynced>() is { } done)
        {
            // An earlier delivery did the work, and its host ended before it was applied.
            return done;
        }

        if (!Barcode.TryParse(volume, out var barcode, out var problem))
        {
            return new RunError(RunErrorKind.BadInput, "BadBarcode", problem);
        }

        try
        {
            return await WriteAsync(batch, barcode, report => work(barcode, report));
        }
        catch (Exception bug) when (ConcernsOneVolume(bug))
        {
            // A bug that one volume brings to light must not keep the others from coming home.
            return await WriteAsync(batch, barcode, report => Task.FromResult<Outcome<VolumeSynced>>(failed(report, bug)));
        }
    }

    /// <summary>What storage and the progress file throw, and a stop, meets all volumes alike.</summary>
    private static bool ConcernsOneVolume(Exception error) =>
        error is not (OperationCanceledException or StorageException or ProgressStoreException or IOException or UnauthorizedAccessException);

    private async Task<Outcome<VolumeSynced>> WriteAsync(BatchId batch, Barcode barcode, Func<VolumeReport, Task<Outcome<VolumeSynced>>> work)
    {
        using var writer = run.Inbox.Create(batch);
        var rows = new VolumeRows(writer, session, barcode.Value);
        var outcome = await work(new VolumeReport(rows, barcode, ToolTimestamp.Format(time.GetUtcNow())));
        if (!outcome.IsSuccess)
        {
            return outcome.Error;
        }

        var synced = outcome.Value with { Batch = batch };
        writer.Complete(WorkflowJson.Write(synced));
        return synced;
    }
}
