using System.Text;
using GrinToS3.Grin.Listing.Markup;

namespace GrinToS3.Grin.Listing;

/// <summary>
/// The text of an element that may hold only text and well-nested inline elements. Anything else, such as its end tag
/// left out, is a problem: a guess could give a list a wrong column or a wrong next page.
/// </summary>
/// <param name="problem">Is told of what cannot be read.</param>
/// <param name="what">What the text is, for the message.</param>
internal sealed class InlineText(PageProblem problem, string what)
{
    private const int DeepestNesting = 16;
    private const int LongestText = 64 * 1024;
    private readonly TagKind[] _open = new TagKind[DeepestNesting];
    private readonly ByteBuffer _text = new(LongestText);
    private int _depth;

    public bool IsOpen => _depth > 0;

    public ReadOnlySpan<byte> Written => _text.Written;

    /// <summary>Begins with the element whose start tag was just read.</summary>
    public void Open(TagKind element)
    {
        _text.Clear();
        _open[0] = element;
        _depth = 1;
    }

    public void Text(ReadOnlySpan<byte> run)
    {
        TextDecoder.AppendText(run, _text);
        if (_text.IsOverLimit)
        {
            problem.Irregular($"{what} is longer than {LongestText} bytes");
        }
    }

    /// <summary>Takes a tag inside the element, or its end tag.</summary>
    public void Tag(in HtmlTag tag)
    {
        if (tag.IsEnd && tag.Kind == _open[_depth - 1])
        {
            _depth--;
        }
        else if (!tag.IsEnd && MayNest(tag.Kind))
        {
            _open[_depth++] = tag.Kind;
        }
        else if (tag.IsEnd || tag.Kind != TagKind.Void)
        {
            problem.Irregular($"{what} is not closed where it should be");
        }
    }

    private bool MayNest(TagKind kind) =>
        kind is >= TagKind.Anchor and < TagKind.Void
        && _depth < DeepestNesting
        && !(kind == TagKind.Anchor && _open.AsSpan(0, _depth).Contains(TagKind.Anchor));

    public override string ToString() => Encoding.UTF8.GetString(_text.Written);
}
