using GrinToS3.Syncing;
using GrinToS3.Workflows;
using Microsoft.Azure.Functions.Worker;

namespace GrinToS3.Functions.Syncing;

/// <summary>The function of <see cref="SyncVolumeActivity"/>.</summary>
/// <param name="activity">The activity.</param>
public sealed class SyncVolumeFunction(SyncVolumeActivity activity)
{
    /// <summary>Brings one volume into storage.</summary>
    /// <param name="input">What to do.</param>
    /// <param name="cancellationToken">The host shuts down; the activity is run again elsewhere.</param>
    [Function(SyncVolumeActivity.Name)]
    public Task<Outcome<VolumeSynced>> RunAsync([ActivityTrigger] SyncVolume input, CancellationToken cancellationToken) => activity.RunAsync(input, cancellationToken);
}
