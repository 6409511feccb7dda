namespace GrinToS3.Simulator.Volumes;

/// <summary>How common each state is, what follows on it, and how GRIN spells it.</summary>
internal static class BookStates
{
    private const int Sample = 107_837;

    private static readonly string[] Names =
        ["NEW", "CHECKED_IN", "IN_PROCESS", "CONVERTED", "PREVIOUSLY_DOWNLOADED", "NOT_AVAILABLE_FOR_DOWNLOAD"];

    public static string Name(this BookState state) => Names[(int)state];

    public static ReadOnlySpan<byte> Utf8Name(this BookState state) => state switch
    {
        BookState.New => "NEW"u8,
        BookState.CheckedIn => "CHECKED_IN"u8,
        BookState.InProcess => "IN_PROCESS"u8,
        BookState.Converted => "CONVERTED"u8,
        BookState.PreviouslyDownloaded => "PREVIOUSLY_DOWNLOADED"u8,
        _ => "NOT_AVAILABLE_FOR_DOWNLOAD"u8,
    };

    /// <summary>The state at revision 0, as often as in the library that the spec counts (spec: grin-protocol 9).</summary>
    public static BookState First(Dice dice) => dice.Number(Roll.State, Sample) switch
    {
        < 91_673 => BookState.PreviouslyDownloaded,
        < 91_673 + 6_995 => BookState.Converted,
        < 91_673 + 6_995 + 6_970 => BookState.CheckedIn,
        < 91_673 + 6_995 + 6_970 + 2_019 => BookState.InProcess,
        < 91_673 + 6_995 + 6_970 + 2_019 + 120 => BookState.New,
        _ => BookState.NotAvailableForDownload,
    };

    /// <summary>The state that a volume enters next; a downloaded one is requested again.</summary>
    public static BookState Next(this BookState state) => state switch
    {
        BookState.New => BookState.CheckedIn,
        BookState.CheckedIn => BookState.InProcess,
        BookState.InProcess => BookState.Converted,
        BookState.Converted => BookState.PreviouslyDownloaded,
        BookState.PreviouslyDownloaded => BookState.InProcess,
        _ => state,
    };
}
