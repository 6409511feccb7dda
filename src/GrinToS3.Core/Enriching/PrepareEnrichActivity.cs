using GrinToS3.Workflows;

namespace GrinToS3.Enriching;

/// <summary>Tests the credentials.</summary>
/// <param name="runs">The runs that are open in this process.</param>
public sealed class PrepareEnrichActivity(OpenRuns runs) : IActivity<PrepareEnrich, Outcome<EnrichPlan>>
{
    /// <summary>The activity's name.</summary>
    public const string Name = "PrepareEnrich";

    /// <inheritdoc />
    public Task<Outcome<EnrichPlan>> RunAsync(PrepareEnrich input, CancellationToken cancellationToken) => StorageGuard.RunAsync<EnrichPlan>(async () =>
    {
        using var lease = runs.Borrow(input.Run);
        var run = lease.Run;
        return await run.TestCredentialsAsync(cancellationToken) is { } refused
            ? refused
            : new EnrichPlan(run.Config.Grin.ConcurrentRequests, run.Address.BarcodeSearchRoom);
    });
}
