using GrinToS3.Syncing;
using GrinToS3.Workflows;

namespace GrinToS3.Reprocessing;

/// <summary>Reads one stored archive, derives from it what is wanted, and leaves what came of it in the inbox.</summary>
/// <param name="runs">The runs that are open in this process.</param>
public sealed class ReprocessVolumeActivity(OpenRuns runs) : IActivity<ReprocessVolume, Outcome<VolumeSynced>>
{
    /// <summary>The activity's name.</summary>
    public const string Name = "ReprocessVolume";

    /// <inheritdoc />
    public Task<Outcome<VolumeSynced>> RunAsync(ReprocessVolume input, CancellationToken cancellationToken) => StorageGuard.RunAsync<VolumeSynced>(async () =>
    {
        using var lease = runs.Borrow(input.Run);
        var (run, time) = (lease.Run, runs.Options.Time);
        return await new VolumeBatch(run, time, input.Session).RunAsync(
            input.Volume.Barcode,
            async (barcode, report) => await new StoredPass(run, time, input, barcode, report).RunAsync(cancellationToken),
            (report, bug) => report.NotDerived(
                bug.GetType().Name, bug.Message.ReplaceLineEndings(" "), input.Volume.Archive is { IsTextDue: true }, input.Volume.Archive is { IsMarcDue: true }));
    });
}
