namespace GrinToS3.Progress;

public sealed class ToolTimestampTests
{
    [Theory]
    [InlineData(0, "2026-01-05T18:06:08+00:00")]
    [InlineData(9, "2026-01-05T18:06:08+00:00")]
    [InlineData(1_234_560, "2026-01-05T18:06:08.123456+00:00")]
    [InlineData(10, "2026-01-05T18:06:08.000001+00:00")]
    public void Format_LeavesOutMicroseconds_IfTheyAreZero(long ticks, string expected)
    {
        var moment = new DateTimeOffset(2026, 1, 5, 19, 6, 8, TimeSpan.FromHours(1)).AddTicks(ticks);

        Assert.Equal(expected, ToolTimestamp.Format(moment));
    }

    [Theory]
    [InlineData("2026-01-05T18:06:08+00:00", true)]
    [InlineData("2026-01-05T18:06:08.123456+00:00", true)]
    [InlineData("2026-01-05 18:06", false)]
    [InlineData(null, false)]
    public void TryParse_ReadsBothForms_AndNothingElse(string? text, bool expected)
    {
        Assert.Equal(expected, ToolTimestamp.TryParse(text, out var moment));
        Assert.Equal(expected ? text : ToolTimestamp.Format(default), ToolTimestamp.Format(moment));
    }
}
