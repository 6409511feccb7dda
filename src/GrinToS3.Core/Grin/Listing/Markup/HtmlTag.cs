using System.Text;

namespace GrinToS3.Grin.Listing.Markup;

/// <summary>One start or end tag, valid while its bytes are in the window.</summary>
/// <param name="kind">The element.</param>
/// <param name="isEnd">Whether it is an end tag.</param>
/// <param name="attributes">The bytes between the name and the closing <c>&gt;</c>.</param>
internal readonly ref struct HtmlTag(TagKind kind, bool isEnd, ReadOnlySpan<byte> attributes)
{
    public TagKind Kind { get; } = kind;

    public bool IsEnd { get; } = isEnd;

    /// <summary>Finds an attribute; of several with one name the first counts, as the HTML standard has it.</summary>
    /// <param name="name">The name in lower case.</param>
    /// <param name="rawValue">The value as written, with its character references.</param>
    public bool TryGetAttribute(ReadOnlySpan<byte> name, out ReadOnlySpan<byte> rawValue)
    {
        var reader = new AttributeReader(Attributes);
        while (reader.Read())
        {
            if (Ascii.EqualsIgnoreCase(reader.Name, name))
            {
                rawValue = reader.RawValue;
                return true;
            }
        }

        rawValue = default;
        return false;
    }

    /// <summary>Whether the tag's <c>class</c> lists a class; upper and lower case differ.</summary>
    public bool HasClass(ReadOnlySpan<byte> name)
    {
        if (Attributes.IsEmpty || !TryGetAttribute("class"u8, out var rest))
        {
            return false;
        }

        if (rest.Contains((byte)'&'))
        {
            var decoded = new ByteBuffer(rest.Length * 4);
            TextDecoder.AppendAttribute(rest, decoded);
            rest = decoded.Written;
        }

        while (HtmlBytes.IndexOfSpace(rest) is var space and >= 0)
        {
            if (rest[..space].SequenceEqual(name))
            {
                return true;
            }

            rest = rest[(space + 1)..];
        }

        return rest.SequenceEqual(name);
    }

    private ReadOnlySpan<byte> Attributes { get; } = attributes;
}
