using GrinToS3.Simulator.Html;

namespace GrinToS3.Simulator.Volumes;

/// <summary>What GRIN knows of a volume besides its inventory: the value spaces are those of the spec (grin-protocol 6), how common each is, is invented.</summary>
internal static class VolumeDetails
{
    private const int Day = 24 * 60;
    private const int Conditions = 64;

    private static readonly GrinMinute FirstCheckIn = GrinMinute.On(2004, 10, 1);

    /// <summary>When the volume arrived: before its scan.</summary>
    public static GrinMinute CheckIn(Book book) => book.Status is BookState.New ? default
        : book.Dates.Scanned is { Minutes: > 0 } scanned ? scanned.Later(-Day - (int)(book.Dice.Bits(Roll.CheckIn) & 0xFFFF))
        : FirstCheckIn.Later(book.Dice.Number(Roll.CheckIn, 20 * 365 * Day));

    public static GrinMinute AllowDownload(Book book) => book.Dates.Converted is { Minutes: > 0 } converted ? converted.Later(30) : default;

    public static GrinMinute ViewabilityUpdated(Book book) =>
        book.Dates.Analyzed is { Minutes: > 0 } analyzed ? analyzed.Later(Day + book.Dice.Number(Roll.Viewability, 900) * Day) : default;

    public static void AppendViewability(ref Utf8Chunk chunk, Book book)
    {
        if (IsScanned(book))
        {
            chunk.Append(book.Dice.Number(Roll.Viewability, 20) switch
            {
                < 9 => "VIEW_FULL"u8,
                < 14 => "VIEW_SNIPPET"u8,
                < 18 => "VIEW_METADATA"u8,
                _ => "VIEW_NONE"u8,
            });
        }
    }

    /// <summary>None, one or two numbers, as <c>12,40</c>.</summary>
    public static void AppendConditions(ref Utf8Chunk chunk, Book book)
    {
        var bits = book.Dice.Bits(Roll.Conditions);
        var count = book.Status is BookState.New ? 0 : (int)(bits & 3) % 3;
        for (var i = 0; i < count; i++)
        {
            chunk.Append(i == 0 ? ""u8 : ","u8);
            chunk.AppendNumber(1 + (long)(bits >> (8 + 8 * i)) % Conditions);
        }
    }

    /// <summary><c>true</c>, <c>false</c>, or for one in four nothing.</summary>
    public static void AppendFlag(ref Utf8Chunk chunk, Book book, int flag)
    {
        var value = book.Dice.Bits(Roll.Flags) >> (8 * flag) & 3;
        chunk.Append(value switch { 0 => ""u8, 1 => "true"u8, _ => "false"u8 });
    }

    /// <summary>A percentage as <c>5%</c>, or for one in four nothing.</summary>
    public static void AppendPercent(ref Utf8Chunk chunk, Book book, int figure)
    {
        var value = (int)(book.Dice.Bits(Roll.Errors) >> (16 * figure) & 0x3FF);
        if (IsScanned(book) && value % 4 != 0)
        {
            chunk.AppendNumber(value % 101);
            chunk.Append("%"u8);
        }
    }

    public static void AppendScore(ref Utf8Chunk chunk, Book book, int score)
    {
        if (book.Dates.Ocr.Minutes > 0)
        {
            chunk.AppendNumber((long)(book.Dice.Bits(Roll.Scores) >> (16 * score) & 0xFFFF) % 101);
        }
    }

    public static void AppendMethod(ref Utf8Chunk chunk, Book book)
    {
        if (IsScanned(book))
        {
            chunk.Append(book.Dice.Number(Roll.Method, 20) switch { 0 => "SHEETFED"u8, 1 => "DIGIFEED"u8, _ => "NON_DESTRUCTIVE"u8 });
        }
    }

    public static void AppendBibkey(ref Utf8Chunk chunk, Book book)
    {
        var bits = book.Dice.Bits(Roll.Bibkey);
        if ((bits & 7) != 0)
        {
            chunk.Append((bits >> 3 & 1) == 0 ? "99"u8 : "ocm"u8);
            chunk.AppendDigits((long)(bits >> 8) % 10_000_000, 7);
        }
    }

    public static void AppendShelfMark(ref Utf8Chunk chunk, Book book)
    {
        var bits = book.Dice.Bits(Roll.Bibkey) >> 16;
        if ((bits & 1) != 0)
        {
            chunk.Append("Ω "u8);
            chunk.AppendNumber((long)(bits >> 1) % 1000);
        }
    }

    private static bool IsScanned(Book book) => book.Dates.Scanned.Minutes > 0;
}
