namespace GrinToS3.Mirroring;

public sealed class PassScheduleTests
{
    [Theory]
    [InlineData("07:59", "07:59", "08:00-18:30")]
    [InlineData("08:00", "18:30", "08:00-18:30")]
    [InlineData("18:30", "18:30", "08:00-18:30")]
    [InlineData("23:00", "06:00", "22:00-06:00")]
    [InlineData("05:59", "06:00", "22:00-06:00")]
    [InlineData("21:00", "21:00", "22:00-06:00")]
    [InlineData("08:30", "12:00", "08:00-10:00", "10:00-12:00")]
    [InlineData("08:30", "12:00", "09:00-12:00", "08:00-10:00")]
    [InlineData("08:30", null, "08:00-20:00", "20:00-08:00")]
    public void OutsidePauses_IsTheFirstMomentInNone(string due, string? expected, params string[] pauses)
    {
        var moment = Schedule(pauses).OutsidePauses(At(due), TimeZoneInfo.Utc);

        Assert.Equal(expected, moment?.ToString("HH:mm", null));
    }

    [Theory]
    [InlineData("07:00", 60, "08:00-18:30")]
    [InlineData("19:00", 13 * 60, "08:00-18:30")]
    [InlineData("19:00", 30, "08:00-18:30", "19:30-20:00")]
    [InlineData("19:00", null)]
    public void UntilPause_IsTheTimeToTheNext(string now, int? minutes, params string[] pauses) =>
        Assert.Equal(minutes, Schedule(pauses).UntilPause(At(now), TimeZoneInfo.Utc)?.TotalMinutes);

    [Theory]
    [InlineData("08:00-18:30", "08:00-18:30")]
    [InlineData(" 8:00 - 18:30", "08:00-18:30")]
    [InlineData("08:00-08:00", null)]
    [InlineData("8-9", null)]
    [InlineData("25:00-26:00", null)]
    [InlineData("08:00", null)]
    [InlineData("", null)]
    public void TryParse_ReadsTwoTimesOfTheDay(string text, string? expected) =>
        Assert.Equal(expected, PauseWindow.TryParse(text, out var window) ? window.ToString() : null);

    private static PassSchedule Schedule(string[] pauses) => new()
    {
        Every = TimeSpan.FromDays(1),
        Pauses = [.. pauses.Select(static text => PauseWindow.TryParse(text, out var window) ? window : throw new ArgumentException(text))],
    };

    private static DateTimeOffset At(string time) => new(new DateOnly(2026, 3, 1), TimeOnly.Parse(time, null), TimeSpan.Zero);
}
