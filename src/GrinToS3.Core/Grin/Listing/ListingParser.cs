using System.Buffers;
using GrinToS3.Grin.Listing.Markup;

namespace GrinToS3.Grin.Listing;

/// <summary>
/// Reads one page of a GRIN list (spec: grin-protocol 4) from bytes that come in any pieces, in bounded memory. Gives
/// the rows that an HTML library would give, or an error: never other rows, and never a cut page as a short one.
/// </summary>
/// <remarks>One parser reads one page. It is not safe for use by several threads.</remarks>
public sealed class ListingParser
{
    private const int FirstWindow = 64 * 1024;
    private const int LargestWindow = 1024 * 1024;

    private readonly ListingPage _page;
    private readonly MarkupReader _markup;
    private readonly PageSigns _signs = new();
    private byte[]? _window = ArrayPool<byte>.Shared.Rent(FirstWindow);
    private int _filled;

    /// <summary>Begins a page.</summary>
    /// <param name="sink">Takes the heading and the rows.</param>
    public ListingParser(IListingSink sink)
    {
        ArgumentNullException.ThrowIfNull(sink);
        _page = new ListingPage(sink);
        _markup = new MarkupReader(_page);
    }

    /// <summary>Reads a page from a stream.</summary>
    /// <param name="body">The page; it is read to its end and left open.</param>
    /// <param name="sink">Takes the heading and the rows.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <returns>The page's summary, or why it is no complete listing (<see cref="Complete"/>).</returns>
    public static async ValueTask<GrinResult<ListingSummary>> ReadAsync(Stream body, IListingSink sink, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(body);
        var parser = new ListingParser(sink);
        while (await body.ReadAsync(parser.Free(), cancellation) is var read and > 0)
        {
            parser.Advance(read);
        }

        return parser.Complete();
    }

    /// <summary>Takes the next bytes of the page, of any number.</summary>
    /// <param name="utf8">The bytes.</param>
    /// <exception cref="InvalidOperationException">The page was completed.</exception>
    public void Write(ReadOnlySpan<byte> utf8)
    {
        while (!utf8.IsEmpty)
        {
            var free = Free().Span;
            var length = Math.Min(free.Length, utf8.Length);
            utf8[..length].CopyTo(free);
            Advance(length);
            utf8 = utf8[length..];
        }
    }

    /// <summary>Ends the page.</summary>
    /// <returns>
    /// What the page held, or an error of kind <see cref="GrinErrorKind.SoftErrorPage"/>, <see cref="GrinErrorKind.LoginPage"/>,
    /// <see cref="GrinErrorKind.BodyTruncated"/> or <see cref="GrinErrorKind.LayoutChanged"/>.
    /// </returns>
    /// <exception cref="InvalidOperationException">The page was completed before.</exception>
    public GrinResult<ListingSummary> Complete()
    {
        var window = Window;
        var read = _markup.Read(window.AsSpan(0, _filled), isEnd: true);
        var isWhole = read == _filled && _markup.IsBetweenTags && _page.IsComplete;
        _window = null;
        ArrayPool<byte>.Shared.Return(window);
        return this switch
        {
            { _signs.IsSoftError: true } => new GrinError(
                GrinErrorKind.SoftErrorPage, "GRIN answered with its page \"Your request is unavailable\"; ask again later"),
            { _page.HasTable: false, _signs.IsLogin: true } => new GrinError(
                GrinErrorKind.LoginPage, "GRIN answered with Google's sign-in page instead of a list; the credentials were not accepted"),
            { _page.Problem.What: { } what } => new GrinError(
                GrinErrorKind.LayoutChanged, $"the list's page cannot be read with certainty: {what}; save the page and report it"),
            _ when !isWhole => new GrinError(
                GrinErrorKind.BodyTruncated, "the list's page ended before its table or its document was closed; ask again"),
            { _page.HasTable: false } => new GrinError(
                GrinErrorKind.LayoutChanged, "the list's page has no table with a heading row; save the page and report it"),
            _ => _page.ToSummary(),
        };
    }

    private byte[] Window => _window ?? throw new InvalidOperationException("the page was completed; a parser reads one page");

    private Memory<byte> Free() => Window.AsMemory(_filled);

    private void Advance(int count)
    {
        var window = Window;
        _signs.Scan(window.AsSpan(_filled, count), _page.HasTable);
        _filled += count;
        var read = _markup.Read(window.AsSpan(0, _filled), isEnd: false);
        if (_page.Problem.IsIrregular)
        {
            // What is left is searched for the signs of an error page, but not read.
            read = _filled;
        }

        _filled -= read;
        if (read > 0)
        {
            window.AsSpan(read, _filled).CopyTo(window);
        }
        else if (_filled == window.Length)
        {
            Grow(window);
        }
    }

    private void Grow(byte[] window)
    {
        if (window.Length >= LargestWindow)
        {
            _page.Problem.Irregular($"a tag or a text of more than {LargestWindow} bytes");
            _filled = 0;
            return;
        }

        _window = ArrayPool<byte>.Shared.Rent(window.Length * 2);
        window.CopyTo(_window, 0);
        ArrayPool<byte>.Shared.Return(window);
    }
}
