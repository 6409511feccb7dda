using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace GrinToS3.Grin.Listing.Markup;

/// <summary>Turns raw text and attribute values into what they say: references decoded, line ends as LF, UTF-8 made valid.</summary>
internal static class TextDecoder
{
    private static readonly SearchValues<byte> PlainBytes =
        SearchValues.Create([.. Enumerable.Range(1, 127).Select(value => (byte)value).Where(value => value is not ((byte)'&' or (byte)'\r'))]);

    /// <summary>Appends the text of one complete run between two tags.</summary>
    public static void AppendText(ReadOnlySpan<byte> run, ByteBuffer target) => Append(run, target, isAttribute: false);

    /// <summary>Appends an attribute's value.</summary>
    public static void AppendAttribute(ReadOnlySpan<byte> rawValue, ByteBuffer target) => Append(rawValue, target, isAttribute: true);

    private static void Append(ReadOnlySpan<byte> run, ByteBuffer target, bool isAttribute)
    {
        if (!run.ContainsAnyExcept(PlainBytes))
        {
            target.Append(run);
            return;
        }

        if (!Utf8.IsValid(run))
        {
            run = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(run));
        }

        while (run.IndexOfAny((byte)'&', (byte)'\r', (byte)0) is var special and >= 0)
        {
            target.Append(run[..special]);
            run = run[(special + AppendSpecial(run[special..], target, isAttribute))..];
        }

        target.Append(run);
    }

    private static int AppendSpecial(ReadOnlySpan<byte> run, ByteBuffer target, bool isAttribute)
    {
        switch (run[0])
        {
            case (byte)'\r':
                target.Append("\n"u8);
                return run.StartsWith("\r\n"u8) ? 2 : 1;
            case 0:
                // The standard drops NUL in a table's text, and shows it in a value.
                target.Append(isAttribute ? "\uFFFD"u8 : []);
                return 1;
            default:
                return 1 + AppendReference(run[1..], target, isAttribute);
        }
    }

    private static int AppendReference(ReadOnlySpan<byte> text, ByteBuffer target, bool isAttribute)
    {
        if (text.StartsWith("amp;"u8))
        {
            target.Append("&"u8);
            return 4;
        }

        if (NumericReferences.TryRead(text, out var length, out var character))
        {
            Span<byte> utf8 = stackalloc byte[4];
            target.Append(utf8[..character.EncodeToUtf8(utf8)]);
            return length;
        }

        if (NamedReferences.TryFind(text, out length, out var value) && !(isAttribute && IsPartOfQuery(text, length)))
        {
            target.Append(value);
            return length;
        }

        target.Append("&"u8);
        return 0;
    }

    /// <summary>In a value, <c>&amp;copy=1</c> is a parameter named copy, not a sign.</summary>
    private static bool IsPartOfQuery(ReadOnlySpan<byte> text, int length) =>
        text[length - 1] != ';' && length < text.Length && (text[length] == '=' || HtmlBytes.IsLetterOrDigit(text[length]));
}
