using System.Text;

namespace GrinToS3.Grin.Listing;

/// <summary>White space at the ends of UTF-8 text, by Unicode: no-break spaces count.</summary>
internal static class Utf8Text
{
    /// <summary>The part of a cell's text that is left between the white space at its ends.</summary>
    /// <param name="text">The text of the row.</param>
    /// <param name="cell">Where the cell's text lies.</param>
    public static CellSpan Trim(ReadOnlySpan<byte> text, CellSpan cell)
    {
        var rest = cell.Of(text);
        var start = cell.Start;
        while (rest.Length > 0 && SpaceAtStart(rest) is var length and > 0)
        {
            rest = rest[length..];
            start += length;
        }

        while (rest.Length > 0 && SpaceAtEnd(rest) is var length and > 0)
        {
            rest = rest[..^length];
        }

        return new CellSpan(start, rest.Length);
    }

    /// <summary>The part of a text that is left between the white space at its ends.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text) => Trim(text, new CellSpan(0, text.Length)).Of(text);

    private static int SpaceAtStart(ReadOnlySpan<byte> text)
    {
        if (text[0] is > (byte)' ' and < 0x7F)
        {
            return 0;
        }

        Rune.DecodeFromUtf8(text, out var rune, out var length);
        return Rune.IsWhiteSpace(rune) ? length : 0;
    }

    private static int SpaceAtEnd(ReadOnlySpan<byte> text)
    {
        if (text[^1] is > (byte)' ' and < 0x7F)
        {
            return 0;
        }

        Rune.DecodeLastFromUtf8(text, out var rune, out var length);
        return Rune.IsWhiteSpace(rune) ? length : 0;
    }
}
