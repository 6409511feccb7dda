using GrinToS3.Verifying;
using GrinToS3.Workflows;
using Microsoft.Azure.Functions.Worker;

namespace GrinToS3.Functions.Verifying;

/// <summary>The function of <see cref="AuditPartActivity"/>.</summary>
/// <param name="activity">The activity.</param>
public sealed class AuditPartFunction(AuditPartActivity activity)
{
    /// <summary>Reads for a while what is due.</summary>
    /// <param name="input">What to do.</param>
    /// <param name="cancellationToken">The host shuts down; the activity is run again elsewhere.</param>
    [Function(AuditPartActivity.Name)]
    public Task<Outcome<AuditReport>> RunAsync([ActivityTrigger] AuditPart input, CancellationToken cancellationToken) => activity.RunAsync(input, cancellationToken);
}
