using GrinToS3.Syncing;
using GrinToS3.Workflows;
using Microsoft.Azure.Functions.Worker;

namespace GrinToS3.Functions.Syncing;

/// <summary>The function of <see cref="PrepareSyncActivity"/>.</summary>
/// <param name="activity">The activity.</param>
public sealed class PrepareSyncFunction(PrepareSyncActivity activity)
{
    /// <summary>Tests credentials, keys and storage.</summary>
    /// <param name="input">What to do.</param>
    /// <param name="cancellationToken">The host shuts down; the activity is run again elsewhere.</param>
    [Function(PrepareSyncActivity.Name)]
    public Task<Outcome<SyncPlan>> RunAsync([ActivityTrigger] PrepareSync input, CancellationToken cancellationToken) => activity.RunAsync(input, cancellationToken);
}
