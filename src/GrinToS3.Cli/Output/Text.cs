using System.Globalization;

namespace GrinToS3.Cli.Output;

/// <summary>Numbers, sizes and times as people read them.</summary>
internal static class Text
{
    internal static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    internal static string Volumes(long number) => number == 1 ? "1 volume" : $"{Count(number)} volumes";

    internal static string Pages(long number) => number == 1 ? "1 page" : $"{Count(number)} pages";

    internal static string Size(long bytes) => bytes switch
    {
        < 1000 => $"{bytes} B",
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0.#} kB"),
        < 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.#} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.##} GB"),
    };

    internal static string Duration(TimeSpan time) => time switch
    {
        { TotalSeconds: < 1 } => $"{time.TotalMilliseconds:0} ms",
        { TotalMinutes: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s"),
        { TotalHours: < 1 } => $"{time.Minutes}m {time.Seconds}s",
        _ => $"{(int)time.TotalHours}h {time.Minutes}m {time.Seconds}s",
    };
}
