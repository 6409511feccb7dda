using GrinToS3.Collecting;
using GrinToS3.Workflows;
using Microsoft.Azure.Functions.Worker;

namespace GrinToS3.Functions.Collecting;

/// <summary>The function of <see cref="PrepareCollectActivity"/>.</summary>
/// <param name="activity">The activity.</param>
public sealed class PrepareCollectFunction(PrepareCollectActivity activity)
{
    /// <summary>Tests the credentials and stores the configuration's copy.</summary>
    /// <param name="input">What to do.</param>
    /// <param name="cancellationToken">The host shuts down; the activity is run again elsewhere.</param>
    [Function(PrepareCollectActivity.Name)]
    public Task<Outcome<CollectPlan>> RunAsync([ActivityTrigger] PrepareCollect input, CancellationToken cancellationToken) => activity.RunAsync(input, cancellationToken);
}
