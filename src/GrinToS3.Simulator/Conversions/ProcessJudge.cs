using GrinToS3.Simulator.Volumes;

namespace GrinToS3.Simulator.Conversions;

/// <summary>What GRIN says to a request for a volume, by the volume's state and dice.</summary>
internal static class ProcessJudge
{
    private const int OneInIsInOtherWords = 3;
    private const int OneInIsNotAllowed = 200;
    private const int MinutesPerDay = 24 * 60;

    /// <summary>The answer; one volume in a hundred is refused for a day, and may be taken on another.</summary>
    public static string Judge(Book book, int minute) => book.Status switch
    {
        BookState.Converted => ProcessAnswer.AlreadyAvailable,
        BookState.InProcess => book.Dice.Number(Roll.RequestAnswer, OneInIsInOtherWords) == 0
            ? ProcessAnswer.AlreadyInProcess : ProcessAnswer.AlreadyBeingConverted,
        BookState.CheckedIn => ProcessAnswer.OtherError,
        BookState.NotAvailableForDownload => ProcessAnswer.NotAllowed,
        _ when book.Dice.Number(Roll.Permission, OneInIsNotAllowed) == 0 => ProcessAnswer.NotAllowed,
        _ => book.Dice.Of(Roll.RequestAnswer, minute / MinutesPerDay).Number(Roll.RequestAnswer, 400) switch
        {
            < 3 => ProcessAnswer.OtherError,
            3 => ProcessAnswer.TryLater,
            _ => ProcessAnswer.Success,
        },
    };
}
