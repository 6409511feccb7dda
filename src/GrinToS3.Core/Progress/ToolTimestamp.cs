using System.Globalization;

namespace GrinToS3.Progress;

/// <summary>Timestamps as both tools write them: UTC, ISO 8601 with offset, microseconds left out where they are 0 (spec: data-model 2).</summary>
public static class ToolTimestamp
{
    private const string Seconds = "yyyy-MM-dd'T'HH:mm:ss'+00:00'";
    private const string Microseconds = "yyyy-MM-dd'T'HH:mm:ss.ffffff'+00:00'";

    /// <summary>Writes a moment, cut to microseconds.</summary>
    /// <param name="moment">The moment, in any offset.</param>
    public static string Format(DateTimeOffset moment)
    {
        var hasMicroseconds = moment.Ticks % TimeSpan.TicksPerSecond >= TimeSpan.TicksPerMicrosecond;
        return moment.UtcDateTime.ToString(hasMicroseconds ? Microseconds : Seconds, CultureInfo.InvariantCulture);
    }

    /// <summary>Reads a moment that either tool has written.</summary>
    /// <param name="text">The text.</param>
    /// <param name="moment">The moment.</param>
    /// <returns>False where the text is no such timestamp.</returns>
    public static bool TryParse(string? text, out DateTimeOffset moment) =>
        DateTimeOffset.TryParseExact(text, [Microseconds, Seconds], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out moment);
}
