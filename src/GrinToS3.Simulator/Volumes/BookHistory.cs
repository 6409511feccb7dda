using GrinToS3.Simulator.Conversions;

namespace GrinToS3.Simulator.Volumes;

/// <summary>What became of a volume up to a revision.</summary>
/// <param name="State">Its state now.</param>
/// <param name="Steps">How often the state changed.</param>
/// <param name="LostTitle">GRIN shows no title any more.</param>
/// <param name="LostLink">GRIN shows no link any more.</param>
internal readonly record struct BookHistory(BookState State, int Steps, bool LostTitle, bool LostLink)
{
    private const int OneInIsConvertedAgain = 20;
    private const int OneInChangesState = 20;
    private const int OneInLosesTitle = 300;
    private const int OneInLosesLink = 300;

    /// <summary>How often it was converted again while its archive was there.</summary>
    public int Reconversions { get; init; }

    /// <summary>What became of its conversion since the simulator started.</summary>
    public ConversionFate Fate { get; init; }

    /// <summary>Which of its conversions since the start is its last; 0 for none.</summary>
    public int Attempt { get; init; }

    /// <summary>The minute since the start in which its last conversion ended; null where none did.</summary>
    public int? Ended { get; init; }

    public static BookHistory Of(Dice dice, int revision)
    {
        var history = new BookHistory(BookStates.First(dice), 0, LostTitle: false, LostLink: false);
        for (var r = 1; r <= revision; r++)
        {
            history = history.After(dice.Of(Roll.Revision, r));
        }

        return history;
    }

    private BookHistory After(Dice revision)
    {
        var changes = State.Next() != State && revision.Number(Roll.State, OneInChangesState) == 0;
        return new BookHistory(
            changes ? State.Next() : State,
            changes ? Steps + 1 : Steps,
            LostTitle || revision.Number(Roll.Title, OneInLosesTitle) == 0,
            LostLink || revision.Number(Roll.Link, OneInLosesLink) == 0)
        {
            Reconversions = State == BookState.Converted && !changes && revision.Number(Roll.Reconversion, OneInIsConvertedAgain) == 0
                ? Reconversions + 1 : Reconversions,
        };
    }
}
