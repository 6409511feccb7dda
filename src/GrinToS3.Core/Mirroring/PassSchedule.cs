namespace GrinToS3.Mirroring;

/// <summary>When the passes of a continuous run begin, and when they have to make room.</summary>
public sealed record PassSchedule
{
    /// <summary>From the begin of a pass to the begin of the next; a pass that takes longer is followed by the next at once.</summary>
    public required TimeSpan Every { get; init; }

    /// <summary>After a pass that an outage ended, no longer than this is waited.</summary>
    public TimeSpan AfterOutage { get; init; } = TimeSpan.FromHours(1);

    /// <summary>When nothing is done, each day.</summary>
    public IReadOnlyList<PauseWindow> Pauses { get; init; } = [];

    /// <summary>The first moment, not before a given one, that is in no pause.</summary>
    /// <param name="due">The given moment.</param>
    /// <param name="zone">Whose days the pauses are of.</param>
    /// <returns>The moment; null where the pauses leave none.</returns>
    public DateTimeOffset? OutsidePauses(DateTimeOffset due, TimeZoneInfo zone)
    {
        // Each pause can be left once a day; who is in one after that many steps is in pauses all day.
        for (var step = 0; step <= 2 * Pauses.Count; step++)
        {
            var local = TimeZoneInfo.ConvertTime(due, zone);
            var time = TimeOnly.FromDateTime(local.DateTime);
            if (Pauses.Where(pause => pause.Contains(time)).ToList() is not [var within, ..])
            {
                return due;
            }

            due += within.To - time;
        }

        return null;
    }

    /// <summary>How long from a moment outside of pauses to the next pause; null where there is none.</summary>
    /// <param name="now">The moment.</param>
    /// <param name="zone">Whose days the pauses are of.</param>
    public TimeSpan? UntilPause(DateTimeOffset now, TimeZoneInfo zone)
    {
        var time = TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        return Pauses.Count == 0 ? null : Pauses.Min(pause => pause.From - time);
    }
}
