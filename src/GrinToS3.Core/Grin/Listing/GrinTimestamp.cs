namespace GrinToS3.Grin.Listing;

/// <summary>GRIN's times, <c>YYYY/MM/DD HH:MM</c> without a zone, and how collecting stores them (spec: grin-protocol 4.7).</summary>
public static class GrinTimestamp
{
    /// <summary>The length of a stored time, <c>YYYY-MM-DDTHH:MM:00</c>.</summary>
    public const int IsoLength = 19;

    private const int GrinLength = 16;

    /// <summary>Converts a time that GRIN shows.</summary>
    /// <param name="grin">The time in ASCII.</param>
    /// <param name="iso">Gets the time to store; at least <see cref="IsoLength"/> bytes.</param>
    /// <returns>False where the text is not such a time, or not one of the calendar; keep it as it is then.</returns>
    public static bool TryToIso(ReadOnlySpan<byte> grin, Span<byte> iso)
    {
        if (!IsTime(grin))
        {
            return false;
        }

        grin.CopyTo(iso);
        iso[4] = iso[7] = (byte)'-';
        iso[10] = (byte)'T';
        ":00"u8.CopyTo(iso[GrinLength..]);
        return true;
    }

    private static bool IsTime(ReadOnlySpan<byte> text)
    {
        if (text.Length != GrinLength || text[4] != '/' || text[7] != '/' || text[10] != ' ' || text[13] != ':')
        {
            return false;
        }

        var year = Pair(text[0], text[1]) * 100 + Pair(text[2], text[3]);
        var month = Pair(text[5], text[6]);
        var day = Pair(text[8], text[9]);
        return year > 0 && month is >= 1 and <= 12 && day >= 1 && (day <= 28 || day <= DateTime.DaysInMonth(year, month))
            && Pair(text[11], text[12]) is >= 0 and < 24 && Pair(text[14], text[15]) is >= 0 and < 60;
    }

    /// <summary>The number of two digits, or one far below zero.</summary>
    private static int Pair(byte first, byte second)
    {
        var tens = (uint)(first - '0');
        var ones = (uint)(second - '0');
        return tens < 10 && ones < 10 ? (int)(tens * 10 + ones) : -100_000;
    }
}
