using GrinToS3.Converting;
using GrinToS3.Workflows;
using Microsoft.Azure.Functions.Worker;

namespace GrinToS3.Functions.Syncing;

/// <summary>The function of <see cref="RequestConversionsActivity"/>.</summary>
/// <param name="activity">The activity.</param>
public sealed class RequestConversionsFunction(RequestConversionsActivity activity)
{
    /// <summary>Asks GRIN to convert volumes.</summary>
    /// <param name="input">What to do.</param>
    /// <param name="cancellationToken">The host shuts down; the activity is run again elsewhere.</param>
    [Function(RequestConversionsActivity.Name)]
    public Task<Outcome<ConversionsRequested>> RunAsync([ActivityTrigger] RequestConversions input, CancellationToken cancellationToken) => activity.RunAsync(input, cancellationToken);
}
