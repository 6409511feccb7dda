using System.Text;
using GrinToS3.Grin.Listing.Markup;

namespace GrinToS3.Grin.Listing;

/// <summary>
/// Finds the link to the list's next page: of the links whose address has <c>first=</c> or <c>ctoken=</c>, the first
/// whose text has "next", else the first whose text has "&gt;", which a link to the last page may have as well
/// (spec: grin-protocol 4.5).
/// </summary>
/// <param name="problem">Is told of what cannot be read.</param>
internal sealed class NextLinkReader(PageProblem problem)
{
    private readonly InlineText _text = new(problem, "the text of a link to another page");
    private string _address = "";
    private string? _saysNext;
    private string? _hasArrow;

    /// <summary>The next page's address as the page gives it, or null on the last page.</summary>
    public string? Link => _saysNext ?? _hasArrow;

    /// <summary>Whether a text that comes now is part of such a link.</summary>
    public bool WantsText => _text.IsOpen;

    /// <summary>Takes the start of a link.</summary>
    /// <param name="address">Its address, decoded.</param>
    /// <param name="isInContent">Whether it lies in a cell or outside all tables.</param>
    public void Open(ReadOnlySpan<byte> address, bool isInContent)
    {
        if (address.IndexOf("first="u8) < 0 && address.IndexOf("ctoken="u8) < 0)
        {
            return;
        }

        if (_text.IsOpen || !isInContent)
        {
            problem.Irregular("a link to another page inside another link or between the cells of a table");
        }

        _address = Encoding.UTF8.GetString(address);
        _text.Open(TagKind.Anchor);
    }

    /// <summary>Takes a tag inside the link, or the one that ends it.</summary>
    public void Tag(in HtmlTag tag)
    {
        _text.Tag(tag);
        if (!_text.IsOpen)
        {
            Choose();
        }
    }

    public void Text(ReadOnlySpan<byte> run) => _text.Text(run);

    private void Choose()
    {
        if (_saysNext is null && _text.ToString().Contains("next", StringComparison.OrdinalIgnoreCase))
        {
            _saysNext = _address;
        }
        else if (_hasArrow is null && _text.Written.Contains((byte)'>'))
        {
            _hasArrow = _address;
        }
    }
}
