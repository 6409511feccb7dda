using System.Collections.Concurrent;
using GrinToS3.Simulator.Volumes;

namespace GrinToS3.Simulator.Conversions;

/// <summary>
/// What was asked for, and what follows from it at a minute: the state of every volume that moved since the start. Only volumes that were asked
/// for are remembered; all others are worked out.
/// </summary>
internal sealed class ConversionLog(ConversionRules rules, SimulationClock clock)
{
    private readonly ConcurrentDictionary<int, Conversion> _asked = [];

    public int Minute => clock.Minute;

    /// <summary>Notes the latest conversion of a volume.</summary>
    public void Note(int index, Conversion conversion) => _asked[index] = conversion;

    /// <summary>The number of the next conversion of a volume.</summary>
    public int NextAttempt(int index) => _asked.TryGetValue(index, out var last) ? last.Attempt + 1 : 1;

    /// <summary>What a volume that rests as <paramref name="rest"/> has become.</summary>
    public BookHistory Follow(int index, Dice dice, BookHistory rest, int minute)
    {
        if (_asked.TryGetValue(index, out var asked))
        {
            return After(rest, asked, minute);
        }

        return minute == 0 ? rest : rest.State switch
        {
            BookState.InProcess => After(rest, rules.UnderWay(dice), minute),
            BookState.Converted when minute >= rules.Expiry(dice) =>
                rest with { State = BookState.PreviouslyDownloaded, Fate = ConversionFate.Good },
            _ => rest,
        };
    }

    private BookHistory After(BookHistory rest, Conversion conversion, int minute)
    {
        var followed = rest with { Attempt = conversion.Attempt, Fate = ConversionFate.Good };
        if (minute < conversion.Ends)
        {
            return followed with { State = BookState.InProcess };
        }

        followed = followed with { Ended = conversion.Ends };
        return conversion.Fails
            ? followed with { State = rest.State == BookState.New ? BookState.New : BookState.PreviouslyDownloaded, Fate = ConversionFate.Failed }
            : followed with { State = minute < conversion.Ends + rules.ArchiveLifetime ? BookState.Converted : BookState.PreviouslyDownloaded };
    }
}
