namespace GrinToS3.Verifying;

public sealed class AuditCalendarTests
{
    private static readonly DateOnly Monday = new(2026, 11, 30);

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(13)]
    public void IsDue_IsTrueOnExactlyOneDayOfEachCycle_ForEachVolume(int weeks)
    {
        var calendar = new AuditCalendar(weeks);
        var first = CycleBegin(weeks);
        foreach (var barcode in StoredVolumes.Numbered(500))
        {
            for (var cycle = 0; cycle < 3; cycle++)
            {
                Assert.Single(Days(first.AddDays(cycle * weeks * 7), weeks * 7), day => calendar.IsDue(barcode, day, day));
            }
        }
    }

    [Fact]
    public void IsDue_SpreadsVolumesOverTheDays_AndNotTheSameOnesTogetherEachTime()
    {
        var calendar = new AuditCalendar(4);
        var first = CycleBegin(4);
        var barcodes = StoredVolumes.Numbered(28_000).ToList();

        Assert.All(Days(first, 28), day => Assert.InRange(barcodes.Count(one => calendar.IsDue(one, day, day)), 850, 1150));
        var monday = barcodes.Where(one => calendar.IsDue(one, first, first)).ToList();
        Assert.InRange(monday.Count(one => calendar.IsDue(one, first.AddDays(28), first.AddDays(28))), 50, monday.Count / 3);
    }

    [Fact]
    public void IsDue_IsTrueOnSomeDayOfAnySpan_ThatIsAsLongAsIsPromised()
    {
        var calendar = new AuditCalendar(4);
        foreach (var begin in Days(Monday, 60))
        {
            Assert.All(StoredVolumes.Numbered(200), one => Assert.True(calendar.IsDue(one, begin, begin.AddDays(calendar.MostDaysBetween - 1))));
        }

        // And one day less is not enough for each of them.
        Assert.Contains(
            StoredVolumes.Numbered(2000),
            one => Days(Monday, 60).Any(begin => !calendar.IsDue(one, begin, begin.AddDays(calendar.MostDaysBetween - 2))));
    }

    private static IEnumerable<DateOnly> Days(DateOnly first, int count) => Enumerable.Range(0, count).Select(first.AddDays);

    /// <summary>The first Monday from which cycles of so many weeks are counted, in 2026 or later.</summary>
    private static DateOnly CycleBegin(int weeks)
    {
        var day = new DateOnly(2024, 1, 1);
        while (day < Monday)
        {
            day = day.AddDays(weeks * 7);
        }

        return day;
    }
}
