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
        var (run, time) = (lease.Run, runs.Options.Time);
        return await new VolumeBatch(run, time, input.Session).RunAsync(
            input.Volume.Barcode,
            (barcode, report) => new VolumePass(run, time, input, barcode, report).RunAsync(cancellationToken),
            static (report, bug) => report.Failed("check_failed", bug.GetType().Name, bug.Message.ReplaceLineEndings(" ")));
    });
}
