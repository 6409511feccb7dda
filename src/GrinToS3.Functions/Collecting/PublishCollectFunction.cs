using GrinToS3.Publishing;
using GrinToS3.Workflows;
using Microsoft.Azure.Functions.Worker;

namespace GrinToS3.Functions.Collecting;

/// <summary>The function of <see cref="PublishCollectActivity"/>.</summary>
/// <param name="activity">The activity.</param>
public sealed class PublishCollectFunction(PublishCollectActivity activity)
{
    /// <summary>Stores what a collection leaves behind.</summary>
    /// <param name="input">What to store.</param>
    /// <param name="cancellationToken">The host shuts down; the activity is run again elsewhere.</param>
    [Function(PublishCollectActivity.Name)]
    public Task<Outcome<Published>> RunAsync([ActivityTrigger] PublishCollect input, CancellationToken cancellationToken) =>
        activity.RunAsync(input, cancellationToken);
}
