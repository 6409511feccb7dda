namespace GrinToS3.Grin.Listing.Markup;

/// <summary>
/// Cuts a page's bytes into tags and text by the HTML standard's tokenisation rules and hands them to the page.
/// It keeps no bytes: what it cannot read yet, it leaves in the window, and goes on there when the window has grown.
/// </summary>
/// <param name="page">Takes the tags and texts.</param>
internal sealed class MarkupReader(ListingPage page)
{
    private readonly PlainCells _cells = new(page);
    private Mode _mode;
    private int _scannedText;
    private TagEndFinder _tagEnd;
    private RawTextScanner _rawText;

    private enum Mode : byte
    {
        Markup,
        Comment,
        BogusComment,
        RawText,
    }

    /// <summary>Whether all bytes so far made complete tags and comments.</summary>
    public bool IsBetweenTags => _mode == Mode.Markup;

    /// <summary>Reads on.</summary>
    /// <param name="window">The bytes that were left, and new ones behind them.</param>
    /// <param name="isEnd">Whether no more will come.</param>
    /// <returns>How many bytes are done with.</returns>
    public int Read(ReadOnlySpan<byte> window, bool isEnd)
    {
        var at = 0;
        while (at < window.Length && !page.Problem.IsIrregular)
        {
            var rest = window[at..];
            var mode = _mode;
            var read = mode switch
            {
                not Mode.Markup => PassOver(rest),
                _ when page.IsBetweenCells && _cells.Read(rest) is var plain and > 0 => plain,
                _ => rest[0] == '<' ? ReadMarkup(rest, isEnd) : ReadText(rest, isEnd),
            };
            if (read == 0 && mode == _mode)
            {
                break;
            }

            at += read;
        }

        return at;
    }

    private int PassOver(ReadOnlySpan<byte> rest) => _mode switch
    {
        Mode.Comment => CommentScanner.Scan(rest, out var isClosed) is var length && isClosed ? Close(length) : length,
        Mode.BogusComment => rest.IndexOf((byte)'>') is var close and >= 0 ? Close(close + 1) : rest.Length,
        _ => ReadRawText(rest),
    };

    private int ReadText(ReadOnlySpan<byte> rest, bool isEnd)
    {
        var length = rest[_scannedText..].IndexOf((byte)'<');
        if (length < 0 && page.WantsText && !isEnd)
        {
            _scannedText = rest.Length;
            return 0;
        }

        length = length < 0 ? rest.Length : length + _scannedText;
        _scannedText = 0;
        page.Text(rest[..length]);
        return length;
    }

    private int ReadMarkup(ReadOnlySpan<byte> rest, bool isEnd)
    {
        if (rest.Length < 3 && !isEnd)
        {
            return 0;
        }

        var first = rest.Length > 1 ? rest[1] : (byte)0;
        if (HtmlBytes.IsLetter(first))
        {
            return ReadTag(rest, 1, isEnd: false);
        }

        var second = rest.Length > 2 ? rest[2] : (byte)0;
        switch (first)
        {
            case (byte)'/' when HtmlBytes.IsLetter(second):
                return ReadTag(rest, 2, isEnd: true);
            case (byte)'/' when second == '>':
                return 3;
            case (byte)'!' when second == '-' && rest.Length < 4 && !isEnd:
                return 0;
            case (byte)'!' when second == '-' && rest.Length > 3 && rest[3] == '-':
                return ReadCommentStart(rest);
            case (byte)'/' or (byte)'!' or (byte)'?' when rest.Length > 2:
                if (second == '[')
                {
                    page.MarkedSection();
                }

                _mode = Mode.BogusComment;
                return 2;
            default:
                page.Text(rest[..1]);
                return 1;
        }
    }

    private int ReadCommentStart(ReadOnlySpan<byte> rest)
    {
        if (rest.Length < 6)
        {
            return 0;
        }

        _mode = Mode.Comment;
        var isEmpty = rest[4] == '>' || rest[4..].StartsWith("->"u8);
        return isEmpty ? Close(rest[4] == '>' ? 5 : 6) : 4;
    }

    private int ReadTag(ReadOnlySpan<byte> rest, int nameStart, bool isEnd)
    {
        var name = rest[nameStart..];
        var nameLength = HtmlBytes.IndexOfNameEnd(name);
        if (nameLength < 0)
        {
            return 0;
        }

        var attributes = name[nameLength..];
        var length = attributes[0] == '>' ? 0 : _tagEnd.Find(attributes);
        if (length < 0)
        {
            return 0;
        }

        _tagEnd = default;
        var tag = new HtmlTag(TagNames.Find(name[..nameLength]), isEnd, attributes[..length]);
        page.Tag(tag);
        if (tag.Kind is >= TagKind.Script and <= TagKind.NoFrames && !isEnd)
        {
            _mode = Mode.RawText;
            _rawText = new RawTextScanner(tag.Kind);
        }

        return nameStart + nameLength + length + 1;
    }

    private int ReadRawText(ReadOnlySpan<byte> rest)
    {
        var length = _rawText.Scan(rest, out var isAtEndTag);
        if (_rawText.IsNestedScript)
        {
            page.Problem.Irregular("a script that writes another script");
        }

        // The end tag itself is left for the markup mode, attributes and all.
        _mode = isAtEndTag ? Mode.Markup : Mode.RawText;
        return length;
    }

    private int Close(int length)
    {
        _mode = Mode.Markup;
        return length;
    }
}
