using GrinToS3.Syncing;
using GrinToS3.Workflows;
using Microsoft.Azure.Functions.Worker;

namespace GrinToS3.Functions.Syncing;

/// <summary>The function of <see cref="ReadGrinListActivity"/>.</summary>
/// <param name="activity">The activity.</param>
public sealed class ReadGrinListFunction(ReadGrinListActivity activity)
{
    /// <summary>Reads one of GRIN's lists.</summary>
    /// <param name="input">What to do.</param>
    /// <param name="cancellationToken">The host shuts down; the activity is run again elsewhere.</param>
    [Function(ReadGrinListActivity.Name)]
    public Task<Outcome<GrinListRead>> RunAsync([ActivityTrigger] ReadGrinList input, CancellationToken cancellationToken) => activity.RunAsync(input, cancellationToken);
}
