using GrinToS3.Collecting;
using GrinToS3.Workflows;
using Microsoft.Azure.Functions.Worker;

namespace GrinToS3.Functions.Collecting;

/// <summary>The function of <see cref="FetchPageActivity"/>.</summary>
/// <param name="activity">The activity.</param>
public sealed class FetchPageFunction(FetchPageActivity activity)
{
    /// <summary>Fetches a page and leaves its rows in the inbox.</summary>
    /// <param name="input">What to do.</param>
    /// <param name="cancellationToken">The host shuts down; the activity is run again elsewhere.</param>
    [Function(FetchPageActivity.Name)]
    public Task<Outcome<FetchedPage>> RunAsync([ActivityTrigger] FetchPage input, CancellationToken cancellationToken) => activity.RunAsync(input, cancellationToken);
}
