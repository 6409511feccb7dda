using GrinToS3.Publishing;
using GrinToS3.Workflows;
using Microsoft.Azure.Functions.Worker;

namespace GrinToS3.Functions.Enriching;

/// <summary>The function of <see cref="PublishEnrichActivity"/>.</summary>
/// <param name="activity">The activity.</param>
public sealed class PublishEnrichFunction(PublishEnrichActivity activity)
{
    /// <summary>Stores what enriching leaves behind.</summary>
    /// <param name="input">What to do.</param>
    /// <param name="cancellationToken">The host shuts down; the activity is run again elsewhere.</param>
    [Function(PublishEnrichActivity.Name)]
    public Task<Outcome<Published>> RunAsync([ActivityTrigger] PublishEnrich input, CancellationToken cancellationToken) => activity.RunAsync(input, cancellationToken);
}
