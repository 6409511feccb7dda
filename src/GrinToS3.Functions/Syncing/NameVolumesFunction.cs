using GrinToS3.Syncing;
using GrinToS3.Workflows;
using Microsoft.Azure.Functions.Worker;

namespace GrinToS3.Functions.Syncing;

/// <summary>The function of <see cref="NameVolumesActivity"/>.</summary>
/// <param name="activity">The activity.</param>
public sealed class NameVolumesFunction(NameVolumesActivity activity)
{
    /// <summary>Takes in the volumes that a person named.</summary>
    /// <param name="input">What to do.</param>
    /// <param name="cancellationToken">The host shuts down; the activity is run again elsewhere.</param>
    [Function(NameVolumesActivity.Name)]
    public Task<Outcome<VolumesNamed>> RunAsync([ActivityTrigger] NameVolumes input, CancellationToken cancellationToken) => activity.RunAsync(input, cancellationToken);
}
