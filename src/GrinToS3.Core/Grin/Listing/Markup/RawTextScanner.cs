using System.Text;

namespace GrinToS3.Grin.Listing.Markup;

/// <summary>Passes over the content of an element that holds no markup, such as a script, up to its end tag.</summary>
/// <param name="element">The element.</param>
internal struct RawTextScanner(TagKind element)
{
    private bool _hasComment;

    /// <summary>
    /// Whether a script writes a script tag inside an HTML comment. The standard then moves the script's end,
    /// in a way that no page of data needs.
    /// </summary>
    public bool IsNestedScript { get; private set; }

    /// <summary>Looks for the end tag.</summary>
    /// <param name="content">The content that was not passed over yet.</param>
    /// <param name="isAtEndTag">Whether the end tag follows what was passed over.</param>
    /// <returns>How many bytes are done with.</returns>
    public int Scan(ReadOnlySpan<byte> content, out bool isAtEndTag)
    {
        var name = TagNames.RawTextName(element);
        isAtEndTag = false;
        var at = 0;
        while (content[at..].IndexOf((byte)'<') is var open and >= 0)
        {
            at += open;
            var rest = content[at..];
            if (rest.Length < name.Length + 3)
            {
                return at;
            }

            isAtEndTag = rest[1] == '/' && IsName(rest[2..], name);
            if (isAtEndTag)
            {
                return at;
            }

            if (element == TagKind.Script)
            {
                _hasComment |= rest.StartsWith("<!--"u8);
                IsNestedScript |= _hasComment && IsName(rest[1..], name);
            }

            at++;
        }

        return content.Length;
    }

    private static bool IsName(ReadOnlySpan<byte> rest, ReadOnlySpan<byte> name) =>
        Ascii.EqualsIgnoreCase(rest[..name.Length], name)
        && (HtmlBytes.IsSpace(rest[name.Length]) || rest[name.Length] is (byte)'/' or (byte)'>');
}
