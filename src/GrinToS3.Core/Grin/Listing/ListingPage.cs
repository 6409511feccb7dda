using GrinToS3.Grin.Listing.Markup;

namespace GrinToS3.Grin.Listing;

/// <summary>Takes the tags and texts of one page and passes each to the part that it concerns.</summary>
internal sealed class ListingPage
{
    private const int LongestAddress = 64 * 1024;
    private readonly ByteBuffer _address = new(LongestAddress);
    private readonly RowReader _rows;
    private readonly DataTable _data;
    private readonly TableStack _tables;
    private readonly NextLinkReader _links;
    private TagKind _closedWorld;
    private bool _isDocument;
    private bool _isDocumentClosed;

    public ListingPage(IListingSink sink)
    {
        _rows = new RowReader(sink, Problem);
        _data = new DataTable(_rows, Problem);
        _tables = new TableStack(_data, Problem);
        _links = new NextLinkReader(Problem);
    }

    public PageProblem Problem { get; } = new();

    /// <summary>Whether the table of volumes was found.</summary>
    public bool HasTable => _data.IsFound;

    /// <summary>Whether every end that the page must have was seen: that of its table and, where it has a start, its own.</summary>
    public bool IsComplete =>
        (!_isDocument || _isDocumentClosed) && _data.IsFound == _data.IsClosed && !_links.WantsText && _closedWorld == TagKind.Other;

    /// <summary>Whether the text that comes next is used, and must therefore come in one piece.</summary>
    public bool WantsText => _rows.WantsText || _data.Heading.WantsText || _links.WantsText;

    public ListingSummary ToSummary() => new(_rows.Rows, _rows.RowsWithoutBarcode, _links.Link);

    /// <summary>Whether what comes now lies between the cells of a row of data.</summary>
    public bool IsBetweenCells => _tables.IsInDataRow && !WantsText && _closedWorld == TagKind.Other;

    /// <summary>Takes a whole cell that holds only text.</summary>
    public void PlainCell(ReadOnlySpan<byte> text) => _tables.PlainCell(text);

    /// <summary>Takes a text between two tags.</summary>
    public void Text(ReadOnlySpan<byte> run)
    {
        if (_rows.WantsText)
        {
            _rows.Text(run);
            if (IsBetweenNestedCells && !HtmlBytes.IsAllSpace(run))
            {
                Problem.Irregular("text between the cells of a table inside a cell");
            }
        }

        if (_data.Heading.WantsText)
        {
            _data.Heading.Text(run);
        }

        if (_links.WantsText)
        {
            _links.Text(run);
        }
    }

    /// <summary>Takes a tag.</summary>
    public void Tag(in HtmlTag tag)
    {
        if (_closedWorld != TagKind.Other)
        {
            TagInClosedWorld(tag);
            return;
        }

        if (_links.WantsText)
        {
            _links.Tag(tag);
        }

        if (_data.Heading.IsInCell)
        {
            _data.Heading.Tag(tag);
        }

        if (tag.Kind is >= TagKind.Table and <= TagKind.HeaderCell)
        {
            _tables.Take(tag);
        }
        else if (tag.Kind != TagKind.Other || _tables.Depth > 0)
        {
            TagInContent(tag);
        }
    }

    /// <summary>Takes the start of a marked section such as <c>&lt;![CDATA[</c>: a comment, except in a drawing.</summary>
    public void MarkedSection()
    {
        if (_closedWorld == TagKind.Drawing)
        {
            Problem.Irregular("a marked section in a drawing");
        }
    }

    private bool IsBetweenNestedCells => _data.CellDepth > 0 && _tables.Depth > _data.CellDepth && !_tables.IsInContent;

    private void TagInContent(in HtmlTag tag)
    {
        if (IsBetweenNestedCells && tag.Kind is not (TagKind.Script or TagKind.Style or TagKind.TableSafe))
        {
            Problem.Irregular("an element between the cells of a table inside a cell");
        }

        switch (tag.Kind)
        {
            case TagKind.Anchor when !tag.IsEnd && tag.TryGetAttribute("href"u8, out var href):
                Link(href);
                break;
            case TagKind.Unsupported when !tag.IsEnd:
                Problem.Irregular("an element that no list of GRIN has: template, plaintext, frameset, math or isindex");
                break;
            case TagKind.Preformatted or (>= TagKind.Title and <= TagKind.NoFrames) when !tag.IsEnd && (_data.CellDepth > 0 || !_tables.IsInContent):
                Problem.Irregular("preformatted text or a form's text in a table");
                break;
            case TagKind.Select or TagKind.Drawing when !tag.IsEnd:
                _closedWorld = tag.Kind;
                break;
            case TagKind.Html:
                _isDocument |= !tag.IsEnd;
                _isDocumentClosed |= tag.IsEnd;
                break;
        }
    }

    private void Link(ReadOnlySpan<byte> href)
    {
        _address.Clear();
        TextDecoder.AppendAttribute(href, _address);
        if (_address.IsOverLimit)
        {
            Problem.Irregular($"a link's address of more than {LongestAddress} bytes");
        }

        _links.Open(_address.Written, _tables.IsInContent);
        if (_rows.WantsText)
        {
            _rows.Link(_address.Written);
        }
    }

    /// <summary>Inside a selection list or a drawing only few elements may come; the standard treats all others in its own ways.</summary>
    private void TagInClosedWorld(in HtmlTag tag)
    {
        if (tag.IsEnd && tag.Kind == _closedWorld)
        {
            _closedWorld = TagKind.Other;
        }
        else if (tag.Kind != (_closedWorld == TagKind.Select ? TagKind.Option : TagKind.Shape))
        {
            Problem.Irregular("an element inside a selection list or a drawing that cannot be there");
        }
    }
}
