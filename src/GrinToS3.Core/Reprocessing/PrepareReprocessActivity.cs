using GrinToS3.Objects;
using GrinToS3.Syncing;
using GrinToS3.Workflows;

namespace GrinToS3.Reprocessing;

/// <summary>Tests whether the storage can be written, and drops uploads that a killed host left unfinished; GRIN is asked nothing.</summary>
/// <param name="runs">The runs that are open in this process.</param>
public sealed class PrepareReprocessActivity(OpenRuns runs) : IActivity<PrepareReprocess, Outcome<SyncPlan>>
{
    /// <summary>The activity's name.</summary>
    public const string Name = "PrepareReprocess";

    /// <inheritdoc />
    public Task<Outcome<SyncPlan>> RunAsync(PrepareReprocess input, CancellationToken cancellationToken) => StorageGuard.RunAsync<SyncPlan>(async () =>
    {
        using var lease = runs.Borrow(input.Run);
        var run = lease.Run;
        await StorageProbe.RunAsync(run.Objects, run.Layout, cancellationToken);
        await UnfinishedUploads.DropOldAsync(run, cancellationToken);
        return new SyncPlan(Math.Max(1, run.Config.SyncConfig.TaskDownloadConcurrency));
    });
}
