using System.Text;

namespace GrinToS3.Grin.Listing;

public sealed class GrinTimestampTests
{
    [Theory]
    [InlineData("2011/04/07 09:12", "2011-04-07T09:12:00")]
    [InlineData("2024/02/29 23:59", "2024-02-29T23:59:00")]
    [InlineData("2023/02/29 00:00", null)]
    [InlineData("2011/13/01 00:00", null)]
    [InlineData("2011/04/00 00:00", null)]
    [InlineData("2011/04/07 24:00", null)]
    [InlineData("2011/04/07 10:60", null)]
    [InlineData("0000/04/07 10:00", null)]
    [InlineData("2011/4/7 9:12", null)]
    [InlineData("2011-04-07 09:12", null)]
    [InlineData("2011/04/07 09:12:00", null)]
    [InlineData("x011/04/07 09:12", null)]
    [InlineData("20:1/04/07 09:12", null)]
    [InlineData("", null)]
    public void TryToIso_ConvertsOnlyTimesOfTheCalendar(string grin, string? expected)
    {
        var iso = new byte[GrinTimestamp.IsoLength];

        var isTime = GrinTimestamp.TryToIso(Encoding.UTF8.GetBytes(grin), iso);

        Assert.Equal(expected, isTime ? Encoding.UTF8.GetString(iso) : null);
    }
}
