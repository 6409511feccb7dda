using GrinToS3.Objects;
using GrinToS3.Workflows;

namespace GrinToS3.Syncing;

/// <summary>Tests the credentials, the keys of archives and the storage, and drops uploads that a killed host left unfinished.</summary>
/// <param name="runs">The runs that are open in this process.</param>
public sealed class PrepareSyncActivity(OpenRuns runs) : IActivity<PrepareSync, Outcome<SyncPlan>>
{
    /// <summary>The activity's name.</summary>
    public const string Name = "PrepareSync";

    /// <inheritdoc />
    public Task<Outcome<SyncPlan>> RunAsync(PrepareSync input, CancellationToken cancellationToken) => StorageGuard.RunAsync<SyncPlan>(async () =>
    {
        using var lease = runs.Borrow(input.Run);
        var run = lease.Run;
        if (await run.TestCredentialsAsync(cancellationToken) is { } refused)
        {
            return refused;
        }

        if (input.Fetch)
        {
            if (run.ArchiveKeys.Error is { } problem)
            {
                return new RunError(RunErrorKind.Auth, problem.Kind.ToString(), problem.Message);
            }

            await StorageProbe.RunAsync(run.Objects, run.Layout, cancellationToken);
            await UnfinishedUploads.DropOldAsync(run, cancellationToken);
        }

        return new SyncPlan(Math.Clamp(run.Config.SyncConfig.TaskDownloadConcurrency, 1, run.Config.Grin.ConcurrentRequests));
    });
}
