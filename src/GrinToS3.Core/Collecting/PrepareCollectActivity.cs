using GrinToS3.Grin;
using GrinToS3.Runs;
using GrinToS3.Workflows;

namespace GrinToS3.Collecting;

/// <summary>Stores the copy of the configuration (once: it is the first real use of the storage), and tests the credentials.</summary>
/// <param name="runs">The runs that are open in this process.</param>
public sealed class PrepareCollectActivity(OpenRuns runs) : IActivity<PrepareCollect, Outcome<CollectPlan>>
{
    /// <summary>The activity's name.</summary>
    public const string Name = "PrepareCollect";

    /// <inheritdoc />
    public Task<Outcome<CollectPlan>> RunAsync(PrepareCollect input, CancellationToken cancellationToken) => StorageGuard.RunAsync<CollectPlan>(async () =>
    {
        using var lease = runs.Borrow(input.Run);
        var run = lease.Run;
        await run.Objects.TryCreateAsync(run.Layout.RunConfig, RunConfigFile.ToPublicBytes(run.Config), cancellationToken);
        if (await run.TestCredentialsAsync(cancellationToken) is { } refused)
        {
            return refused;
        }

        var grin = run.Config.Grin;
        return new CollectPlan(run.Address.ListFirstPage(GrinList.AllBooks, grin.PageSize), grin.PageSize, grin.ConcurrentRequests);
    });
}
