using GrinToS3.Enriching;
using GrinToS3.Workflows;
using Microsoft.Azure.Functions.Worker;

namespace GrinToS3.Functions.Enriching;

/// <summary>The function of <see cref="EnrichPageActivity"/>.</summary>
/// <param name="activity">The activity.</param>
public sealed class EnrichPageFunction(EnrichPageActivity activity)
{
    /// <summary>Asks GRIN for all that it knows of some volumes.</summary>
    /// <param name="input">What to do.</param>
    /// <param name="cancellationToken">The host shuts down; the activity is run again elsewhere.</param>
    [Function(EnrichPageActivity.Name)]
    public Task<Outcome<EnrichedPage>> RunAsync([ActivityTrigger] EnrichPage input, CancellationToken cancellationToken) => activity.RunAsync(input, cancellationToken);
}
