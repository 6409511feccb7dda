namespace GrinToS3.Grin.Listing.Markup;

/// <summary>The element names that change how a listing page is read; all others are <see cref="Other"/>.</summary>
internal enum TagKind : byte
{
    Other,

    // Tables.
    Table,
    Caption,
    Column,
    TableBody,
    TableHead,
    TableFoot,
    Row,
    Cell,
    HeaderCell,

    // Elements that may nest inside a heading's name or a link's text.
    Anchor,
    Span,
    Bold,
    Italic,
    Underline,
    Emphasis,
    Strong,
    Font,
    Small,
    Big,
    Code,
    Teletype,
    Subscript,
    Superscript,
    Abbreviation,
    Void,

    // Elements whose content is not markup.
    Script,
    Style,
    Title,
    TextArea,
    Xmp,
    InlineFrame,
    NoEmbed,
    NoFrames,

    // Elements whose content follows rules of its own.
    Select,
    Option,
    Drawing,
    Shape,
    Preformatted,
    TableSafe,
    Unsupported,

    Html,
}
