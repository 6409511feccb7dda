using GrinToS3.Workflows;

namespace GrinToS3.Verifying;

/// <summary>Reads for a while what is due. How far it has come stays in the run's folder, so that whoever is asked next goes on there.</summary>
/// <param name="runs">The runs that are open in this process.</param>
public sealed class AuditPartActivity(OpenRuns runs) : IActivity<AuditPart, Outcome<AuditReport>>
{
    /// <summary>The activity's name.</summary>
    public const string Name = "AuditPart";

    /// <inheritdoc />
    public Task<Outcome<AuditReport>> RunAsync(AuditPart input, CancellationToken cancellationToken) => StorageGuard.RunAsync<AuditReport>(async () =>
    {
        using var lease = runs.Borrow(input.Run);
        var request = new AuditRequest { CycleWeeks = input.CycleWeeks, Start = input.Start, Longest = input.Longest };
        var report = await new FixityAudit(lease.Run, runs.Options.Time, ownsRun: true).RunAsync(request, static _ => { }, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        if (report.Open > (report.IsComplete ? 0 : input.Told))
        {
            runs.Options.Warn?.Invoke(
                $"the audit of run '{input.Run}' knows {report.Open} objects that are missing or damaged, see {report.Findings}; the volumes to fetch again are in {report.Repair}");
        }

        return report.Error is { } error ? error : report;
    });
}
