using GrinToS3.Mirroring;
using GrinToS3.Progress;
using GrinToS3.Runs;

namespace GrinToS3.Functions.Settings;

public sealed class TimerSettingsTests
{
    [Fact]
    public void ToPlan_IsAllStagesOfTheOneRun_IfNothingElseIsSet()
    {
        var input = Input(new TimerSettings());

        Assert.Equal(("main", true, TimeSpan.FromMinutes(120)), (input.Collect!.Run, input.Collect.Refresh, input.Collect.Patience));
        Assert.Equal(("main", false, true, null, null), (input.Request!.Run, input.Request.Fetch, input.Request.Request, input.Request.DailyQuota, input.Request.Limit));
        Assert.Equal([VolumeSource.Previous, VolumeSource.Unconverted], input.Request.Sources);
        Assert.Equal(("main", true, false, null, null), (input.Sync!.Run, input.Sync.Fetch, input.Sync.Request, input.Sync.DailyQuota, input.Sync.Limit));
        Assert.Equal([VolumeSource.Converted, VolumeSource.Changed], input.Sync.Sources);
        Assert.Equal(TimeSpan.FromMinutes(120), input.Sync.Patience);
        Assert.Equal(("main", false, null, TimeSpan.FromMinutes(120)), (input.Enrich!.Run, input.Enrich.Reset, input.Enrich.Limit, input.Enrich.Patience));
        Assert.Equal(("main", null, TimeSpan.FromMinutes(120)), (input.Audit!.Run, input.Audit.CycleWeeks, input.Audit.Patience));
    }

    [Theory]
    [InlineData("collect", true, false, false, false, false)]
    [InlineData(" Sync , COLLECT,", true, false, true, false, false)]
    [InlineData("request,request", false, true, false, false, false)]
    [InlineData("enrich,sync", false, false, true, true, false)]
    [InlineData("Audit,collect", true, false, false, false, true)]
    public void ToPlan_LeavesOutTheStages_ThatAreNotGiven(string stages, bool collects, bool requests, bool syncs, bool enriches, bool audits)
    {
        var input = Input(new TimerSettings { Stages = stages });

        Assert.Equal(
            (collects, requests, syncs, enriches, audits),
            (input.Collect is not null, input.Request is not null, input.Sync is not null, input.Enrich is not null, input.Audit is not null));
    }

    [Fact]
    public void ToPlan_BoundsRequestsAndArchives_IfThatIsSet()
    {
        var input = Input(new TimerSettings { DailyQuota = 300, SyncLimit = 50, AuditCycleWeeks = 52 });

        Assert.Equal((300, null), (input.Request!.DailyQuota, input.Request.Limit));
        Assert.Equal((50, 52), (input.Sync!.Limit, input.Audit!.CycleWeeks));
    }

    private static MirrorInput Input(TimerSettings settings) => RunName.TryParse(settings.Run, out var run, out var problem)
        ? settings.ToPlan().ToInput(run)
        : throw new ArgumentException(problem, nameof(settings));
}
