using System.Text;

namespace GrinToS3.Grin.Listing.Markup;

/// <summary>Reads <c>#233;</c> and <c>#xE9;</c> as the HTML standard does, with its replacements for codes that are no characters.</summary>
internal static class NumericReferences
{
    private const int TooLarge = 0x110000;

    /// <summary>What the codes 0x80 to 0x9F mean: pages use them for the characters of windows-1252.</summary>
    private const string Windows1252 =
        "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F"
        + "\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178";

    /// <summary>Reads a reference at the start of a text.</summary>
    /// <param name="text">What follows the ampersand.</param>
    /// <param name="length">How many bytes it takes, with its semicolon, if it has one.</param>
    /// <param name="value">The character.</param>
    public static bool TryRead(ReadOnlySpan<byte> text, out int length, out Rune value)
    {
        length = 0;
        value = default;
        if (text.Length < 2 || text[0] != '#')
        {
            return false;
        }

        var isHex = (text[1] | 0x20) == 'x';
        var start = isHex ? 2 : 1;
        var code = 0;
        length = start;
        while (length < text.Length && Digit(text[length], isHex) is var digit and >= 0)
        {
            code = Math.Min(code * (isHex ? 16 : 10) + digit, TooLarge);
            length++;
        }

        if (length == start)
        {
            return false;
        }

        if (length < text.Length && text[length] == ';')
        {
            length++;
        }

        value = ToCharacter(code);
        return true;
    }

    private static Rune ToCharacter(int code) => code switch
    {
        0 => Rune.ReplacementChar,
        >= 0x80 and <= 0x9F => new Rune(Windows1252[code - 0x80]),
        _ => Rune.IsValid(code) ? new Rune(code) : Rune.ReplacementChar,
    };

    private static int Digit(byte value, bool isHex) => value switch
    {
        >= (byte)'0' and <= (byte)'9' => value - '0',
        >= (byte)'a' and <= (byte)'f' when isHex => value - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' when isHex => value - 'A' + 10,
        _ => -1,
    };
}
