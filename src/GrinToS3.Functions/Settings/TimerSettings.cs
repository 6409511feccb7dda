using GrinToS3.Mirroring;

namespace GrinToS3.Functions.Settings;

/// <summary>The app's settings <c>Timer__*</c>: what the schedule <c>GRIN_SCHEDULE</c> starts.</summary>
public sealed class TimerSettings
{
    /// <summary>The section.</summary>
    public const string Section = "Timer";

    /// <summary>The run that the timer starts.</summary>
    public string Run { get; set; } = "main";

    /// <summary>What a tick does, separated by commas: any of <c>collect</c>, <c>request</c>, <c>sync</c>, <c>enrich</c> and <c>audit</c>. They run in this order, in whichever they are given.</summary>
    public string Stages { get; set; } = MirrorPlan.AllStages;

    /// <summary>Whether known volumes take GRIN's new values.</summary>
    public bool Refresh { get; set; } = true;

    /// <summary>The most conversions to request on one day (UTC), those of other starts counted; none for no limit of ours.</summary>
    public int? DailyQuota { get; set; }

    /// <summary>The most archives that one tick's sync takes; none for all.</summary>
    public int? SyncLimit { get; set; }

    /// <summary>The weeks in which the audit reads everything once; none for as before, and four at first.</summary>
    public int? AuditCycleWeeks { get; set; }

    /// <summary>Minutes to keep trying while GRIN or the storage does not answer.</summary>
    public int PatienceMinutes { get; set; } = 120;

    /// <summary>What a tick does.</summary>
    internal MirrorPlan ToPlan() => new()
    {
        Stages = MirrorPlan.ParseStages(Stages) ?? [],
        Refresh = Refresh,
        DailyQuota = DailyQuota,
        SyncLimit = SyncLimit,
        AuditCycleWeeks = AuditCycleWeeks,
        Patience = TimeSpan.FromMinutes(PatienceMinutes),
    };
}
