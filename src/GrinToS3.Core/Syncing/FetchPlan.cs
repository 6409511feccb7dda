using GrinToS3.Progress;

namespace GrinToS3.Syncing;

/// <summary>What a walk does with each volume whose archive it has read.</summary>
/// <param name="Run">The run's name.</param>
/// <param name="Step">What the session's volumes are chosen for.</param>
/// <param name="Activity">The activity that does a volume: to <see cref="VolumeSynced"/>.</param>
/// <param name="Request">Its input.</param>
/// <param name="MostFailuresInRow">Failures in a row after which the walk gives up.</param>
/// <param name="Patience">How long to keep trying while GRIN or the storage is out of reach.</param>
internal sealed record FetchPlan(
    string Run, SessionStep Step, string Activity, Func<SessionVolume, SyncProgress, object> Request, int MostFailuresInRow, TimeSpan Patience)
{
    /// <summary>The walk of a sync: archives come from GRIN.</summary>
    internal static FetchPlan Of(SyncInput input) => new(
        input.Run,
        SessionStep.Fetch,
        SyncVolumeActivity.Name,
        (volume, progress) => new SyncVolume(input.Run, progress.Session, volume, input.Force, input.WithText, input.WithMarc, progress.Stored > 0),
        input.MostFailuresInRow,
        input.Patience);
}
