namespace GrinToS3.Grin.Listing.Markup;

/// <summary>Tells the kind of a tag by its name, in any case.</summary>
internal static class TagNames
{
    private const int Longest = 12;

    /// <summary>The kind of the element that bears a name.</summary>
    public static TagKind Find(ReadOnlySpan<byte> name)
    {
        if (name.Length == 2 && (name[0] | 0x20) == 't')
        {
            // Nine of ten tags of a listing are these.
            switch (name[1] | 0x20)
            {
                case 'd':
                    return TagKind.Cell;
                case 'r':
                    return TagKind.Row;
            }
        }

        return name.Length > Longest ? TagKind.Other : FindInAnyCase(name);
    }

    /// <summary>The name whose end tag ends the content of a raw-text element; empty where the content is markup.</summary>
    public static ReadOnlySpan<byte> RawTextName(TagKind kind) => kind switch
    {
        TagKind.Script => "script"u8,
        TagKind.Style => "style"u8,
        TagKind.Title => "title"u8,
        TagKind.TextArea => "textarea"u8,
        TagKind.Xmp => "xmp"u8,
        TagKind.InlineFrame => "iframe"u8,
        TagKind.NoEmbed => "noembed"u8,
        TagKind.NoFrames => "noframes"u8,
        _ => [],
    };

    private static TagKind FindInAnyCase(ReadOnlySpan<byte> name)
    {
        Span<char> lower = stackalloc char[name.Length];
        for (var i = 0; i < name.Length; i++)
        {
            var letter = name[i];
            lower[i] = (char)((uint)(letter - 'A') < 26 ? letter | 0x20 : letter);
        }

        return Find(lower);
    }

    private static TagKind Find(ReadOnlySpan<char> name) => name switch
    {
        "td" => TagKind.Cell,
        "tr" => TagKind.Row,
        "a" => TagKind.Anchor,
        "span" => TagKind.Span,
        "table" => TagKind.Table,
        "tbody" => TagKind.TableBody,
        "thead" => TagKind.TableHead,
        "tfoot" => TagKind.TableFoot,
        "th" => TagKind.HeaderCell,
        "caption" => TagKind.Caption,
        "col" or "colgroup" => TagKind.Column,
        "b" => TagKind.Bold,
        "i" => TagKind.Italic,
        "u" => TagKind.Underline,
        "em" => TagKind.Emphasis,
        "strong" => TagKind.Strong,
        "font" => TagKind.Font,
        "small" => TagKind.Small,
        "big" => TagKind.Big,
        "code" => TagKind.Code,
        "tt" => TagKind.Teletype,
        "sub" => TagKind.Subscript,
        "sup" => TagKind.Superscript,
        "abbr" => TagKind.Abbreviation,
        "br" or "img" or "wbr" => TagKind.Void,
        "script" => TagKind.Script,
        "style" => TagKind.Style,
        "title" => TagKind.Title,
        "textarea" => TagKind.TextArea,
        "xmp" => TagKind.Xmp,
        "iframe" => TagKind.InlineFrame,
        "noembed" => TagKind.NoEmbed,
        "noframes" => TagKind.NoFrames,
        "select" => TagKind.Select,
        "option" or "optgroup" => TagKind.Option,
        "svg" => TagKind.Drawing,
        "path" or "g" or "rect" or "circle" or "ellipse" or "line" or "polygon" or "polyline" or "defs" or "use" => TagKind.Shape,
        "pre" or "listing" => TagKind.Preformatted,
        "form" or "input" => TagKind.TableSafe,
        "template" or "plaintext" or "frameset" or "math" or "isindex" => TagKind.Unsupported,
        "html" => TagKind.Html,
        _ => TagKind.Other,
    };
}
