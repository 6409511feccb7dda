using System.Globalization;
using System.Text;
using GrinToS3.Simulator.Html;

namespace GrinToS3.Simulator.Volumes;

/// <summary>A GRIN timestamp, such as <c>2019/10/02 18:40</c>; the default is a blank (spec: grin-protocol 4.7).</summary>
/// <param name="Minutes">Minutes since 2004-01-01; 0 is a blank.</param>
internal readonly record struct GrinMinute(int Minutes)
{
    private const int Years = 40;
    private const int DayLength = 10;
    private const int MinutesPerDay = 24 * 60;

    private static readonly DateOnly FirstDay = new(2004, 1, 1);

    // Formatting a date costs more than all other fields of a row together; there are few days.
    private static readonly byte[] Days = FormatDays();

    /// <summary>The minute in which the simulator starts: later than every date of a library at rest.</summary>
    public static readonly GrinMinute Start = On(2032, 1, 1);

    public static GrinMinute On(int year, int month, int day) =>
        new((new DateOnly(year, month, day).DayNumber - FirstDay.DayNumber) * MinutesPerDay);

    public GrinMinute Later(int minutes) => new(Minutes + minutes);

    public void AppendTo(ref Utf8Chunk chunk)
    {
        if (Minutes == 0)
        {
            return;
        }

        var (day, minute) = Math.DivRem(Minutes, MinutesPerDay);
        chunk.Append(Days.AsSpan(day * DayLength, DayLength));
        chunk.Append(" "u8);
        chunk.AppendDigits(minute / 60, 2);
        chunk.Append(":"u8);
        chunk.AppendDigits(minute % 60, 2);
    }

    public override string ToString()
    {
        var chunk = new Utf8Chunk(stackalloc byte[16]);
        AppendTo(ref chunk);
        return chunk.ToString();
    }

    private static byte[] FormatDays()
    {
        var text = new StringBuilder();
        for (var day = FirstDay; day.Year < FirstDay.Year + Years; day = day.AddDays(1))
        {
            text.Append(day.ToString("yyyy'/'MM'/'dd", CultureInfo.InvariantCulture));
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }
}
