using GrinToS3.Collecting;
using GrinToS3.Mirroring;
using GrinToS3.Progress;
using GrinToS3.Runs;
using GrinToS3.Syncing;

namespace GrinToS3.Functions.Settings;

/// <summary>The app's settings <c>Timer__*</c>: what the schedule <c>GRIN_SCHEDULE</c> starts.</summary>
public sealed class TimerSettings
{
    /// <summary>The section.</summary>
    public const string Section = "Timer";

    /// <summary>The run that the timer starts.</summary>
    public string Run { get; set; } = "main";

    /// <summary>What a tick does, separated by commas: any of <c>collect</c>, <c>request</c> and <c>sync</c>. They run in this order, in whichever they are given.</summary>
    public string Stages { get; set; } = "collect,request,sync";

    /// <summary>Whether known volumes take GRIN's new values.</summary>
    public bool Refresh { get; set; } = true;

    /// <summary>The most conversions to request on one day (UTC), those of other starts counted; none for no limit of ours.</summary>
    public int? DailyQuota { get; set; }

    /// <summary>The most archives that one tick's sync takes; none for all.</summary>
    public int? SyncLimit { get; set; }

    /// <summary>Minutes to keep trying while GRIN or the storage does not answer.</summary>
    public int PatienceMinutes { get; set; } = 120;

    /// <summary>The stages that are given, in their order; null where something else is given, or nothing.</summary>
    internal IReadOnlyList<TimerStage>? ParseStages()
    {
        var given = Stages.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var stages = Enum.GetValues<TimerStage>().Where(stage => given.Remove(stage.ToString())).ToList();
        return stages.Count > 0 && given.Count == 0 ? stages : null;
    }

    /// <summary>What a tick does.</summary>
    /// <param name="run">The run.</param>
    internal MirrorInput ToInput(RunName run)
    {
        var stages = ParseStages() ?? [];
        var sync = new SyncInput { Run = run.Value, Sources = [VolumeSource.Converted, VolumeSource.Changed], Patience = TimeSpan.FromMinutes(PatienceMinutes) };
        return new MirrorInput
        {
            Collect = stages.Contains(TimerStage.Collect) ? new CollectInput { Run = run.Value, Refresh = Refresh, Patience = sync.Patience } : null,
            Request = stages.Contains(TimerStage.Request)
                ? sync with { Sources = [VolumeSource.Previous, VolumeSource.Unconverted], Fetch = false, DailyQuota = DailyQuota }
                : null,
            Sync = stages.Contains(TimerStage.Sync) ? sync with { Request = false, Limit = SyncLimit } : null,
        };
    }
}
