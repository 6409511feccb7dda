using GrinToS3.Publishing;
using GrinToS3.Workflows;
using Microsoft.Azure.Functions.Worker;

namespace GrinToS3.Functions.Syncing;

/// <summary>The function of <see cref="PublishSyncActivity"/>.</summary>
/// <param name="activity">The activity.</param>
public sealed class PublishSyncFunction(PublishSyncActivity activity)
{
    /// <summary>Stores what a sync leaves behind.</summary>
    /// <param name="input">What to do.</param>
    /// <param name="cancellationToken">The host shuts down; the activity is run again elsewhere.</param>
    [Function(PublishSyncActivity.Name)]
    public Task<Outcome<Published>> RunAsync([ActivityTrigger] PublishSync input, CancellationToken cancellationToken) => activity.RunAsync(input, cancellationToken);
}
