using System.Globalization;

namespace GrinToS3.Mirroring;

/// <summary>A time of each day in which nothing is done, such as a library's opening hours; it may go over midnight.</summary>
/// <param name="From">Its first moment, local time.</param>
/// <param name="To">The first moment after it.</param>
public readonly record struct PauseWindow(TimeOnly From, TimeOnly To)
{
    /// <summary>Reads a window.</summary>
    /// <param name="text">Such as <c>08:00-18:30</c>.</param>
    /// <param name="window">The window.</param>
    /// <returns>False where the text is none, or the window has no length.</returns>
    public static bool TryParse(string? text, out PauseWindow window)
    {
        window = default;
        if (text?.Split('-') is not [var from, var to] || !TryReadTime(from, out var first) || !TryReadTime(to, out var last) || first == last)
        {
            return false;
        }

        window = new PauseWindow(first, last);
        return true;
    }

    /// <summary>Whether a time of the day is in it.</summary>
    /// <param name="time">The time, local.</param>
    public bool Contains(TimeOnly time) => time.IsBetween(From, To);

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{From:HH:mm}-{To:HH:mm}");

    private static bool TryReadTime(string text, out TimeOnly time) =>
        TimeOnly.TryParseExact(text.Trim(), ["HH:mm", "H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
}
