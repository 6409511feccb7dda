using GrinToS3.Grin.Listing.Markup;

namespace GrinToS3.Grin.Listing;

/// <summary>Reads the name in a cell of the heading row: the text of its first <c>span</c> of class <c>hd3</c>.</summary>
/// <param name="problem">Is told of what cannot be read.</param>
internal sealed class HeadingReader(PageProblem problem)
{
    private readonly InlineText _name = new(problem, "the name of a column");
    private bool _isRead;
    private bool _isInAnchor;

    /// <summary>Whether a cell of the heading row is open.</summary>
    public bool IsInCell { get; private set; }

    /// <summary>Whether a text that comes now is part of a name.</summary>
    public bool WantsText => _name.IsOpen;

    public void OpenCell()
    {
        IsInCell = true;
        _isRead = false;
        _isInAnchor = false;
    }

    /// <summary>Takes a tag inside the cell, or the one that ends it.</summary>
    public void Tag(in HtmlTag tag)
    {
        var isAnchor = tag.Kind == TagKind.Anchor;
        if (isAnchor && !tag.IsEnd && _isInAnchor)
        {
            // The standard ends the outer link here and moves what lies between the two.
            problem.Irregular("a link inside a link in the heading row");
        }

        _isInAnchor = isAnchor ? !tag.IsEnd : _isInAnchor;
        if (_name.IsOpen)
        {
            _name.Tag(tag);
        }
        else if (!_isRead && tag.Kind == TagKind.Span && !tag.IsEnd && tag.HasClass("hd3"u8))
        {
            _isRead = true;
            _name.Open(TagKind.Span);
        }
    }

    public void Text(ReadOnlySpan<byte> run) => _name.Text(run);

    /// <summary>Ends the cell.</summary>
    /// <returns>The name; empty where the cell has none.</returns>
    public string CloseCell()
    {
        IsInCell = false;
        return _isRead ? string.Join(' ', _name.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) : "";
    }
}
