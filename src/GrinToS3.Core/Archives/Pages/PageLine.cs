using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace GrinToS3.Archives.Pages;

/// <summary>
/// A page's text as one line of JSON (spec: storage-config 9.1, 9.2): UTF-8 with invalid bytes replaced, line ends made <c>\n</c>, the quote, the backslash
/// and C0 controls escaped, everything else as it is.
/// </summary>
internal static class PageLine
{
    /// <summary>The line of a page without text.</summary>
    internal static ReadOnlySpan<byte> Empty => "\"\"\n"u8;

    private static readonly SearchValues<byte> Escaped = SearchValues.Create([.. Enumerable.Range(0, 32).Select(static i => (byte)i), (byte)'"', (byte)'\\']);

    /// <summary>Writes the line of a page.</summary>
    /// <param name="text">The page's bytes.</param>
    /// <param name="line">Takes the line.</param>
    /// <returns>The page's characters (code points), and whether one of them is no white space.</returns>
    internal static (int Characters, bool HasText) Write(ReadOnlySpan<byte> text, IBufferWriter<byte> line)
    {
        if (!Utf8.IsValid(text))
        {
            text = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(text));
        }

        var characters = 0;
        var hasText = false;
        line.Write("\""u8);
        while (!text.IsEmpty)
        {
            var plain = text.IndexOfAny(Escaped) is >= 0 and var at ? at : text.Length;
            line.Write(text[..plain]);
            characters += CountCharacters(text[..plain]);
            hasText = hasText || !IsWhiteSpace(text[..plain]);
            text = text[plain..];
            if (!text.IsEmpty)
            {
                hasText |= WriteEscaped(ref text, line);
                characters++;
            }
        }

        line.Write("\"\n"u8);
        return (characters, hasText);
    }

    /// <summary>Writes the first character, or a carriage return and the line feed behind it.</summary>
    private static bool WriteEscaped(ref ReadOnlySpan<byte> text, IBufferWriter<byte> line)
    {
        var first = text[0];
        text = text[(text.StartsWith("\r\n"u8) ? 2 : 1)..];
        switch (first)
        {
            case (byte)'\r' or (byte)'\n': line.Write("\\n"u8); break;
            case (byte)'\t': line.Write("\\t"u8); break;
            case (byte)'\f': line.Write("\\f"u8); break;
            case (byte)'\b': line.Write("\\b"u8); break;
            case (byte)'"': line.Write("\\\""u8); break;
            case (byte)'\\': line.Write("\\\\"u8); break;
            default: line.Write(Encoding.ASCII.GetBytes($"\\u{(int)first:x4}")); break;
        }

        return !char.IsWhiteSpace((char)first);
    }

    /// <summary>All bytes but those that continue a character.</summary>
    private static int CountCharacters(ReadOnlySpan<byte> utf8)
    {
        var characters = 0;
        foreach (var next in utf8)
        {
            characters += (next & 0xC0) != 0x80 ? 1 : 0;
        }

        return characters;
    }

    private static bool IsWhiteSpace(ReadOnlySpan<byte> utf8)
    {
        while (!utf8.IsEmpty)
        {
            Rune.DecodeFromUtf8(utf8, out var rune, out var length);
            if (!Rune.IsWhiteSpace(rune))
            {
                return false;
            }

            utf8 = utf8[length..];
        }

        return true;
    }
}
