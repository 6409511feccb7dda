using GrinToS3.Enriching;
using GrinToS3.Workflows;
using Microsoft.Azure.Functions.Worker;

namespace GrinToS3.Functions.Enriching;

/// <summary>The function of <see cref="PrepareEnrichActivity"/>.</summary>
/// <param name="activity">The activity.</param>
public sealed class PrepareEnrichFunction(PrepareEnrichActivity activity)
{
    /// <summary>Tests the credentials.</summary>
    /// <param name="input">What to do.</param>
    /// <param name="cancellationToken">The host shuts down; the activity is run again elsewhere.</param>
    [Function(PrepareEnrichActivity.Name)]
    public Task<Outcome<EnrichPlan>> RunAsync([ActivityTrigger] PrepareEnrich input, CancellationToken cancellationToken) => activity.RunAsync(input, cancellationToken);
}
