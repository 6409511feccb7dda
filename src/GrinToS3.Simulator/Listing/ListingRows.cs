using GrinToS3.Simulator.Volumes;

namespace GrinToS3.Simulator.Listing;

/// <summary>Walks the rows of one page, and knows whether another page follows.</summary>
internal sealed class ListingRows
{
    private readonly SimulatedLibrary _library;
    private readonly ListingTable _table;
    private int _left;
    private int _position;

    public ListingRows(SimulatedLibrary library, ListingTable table, PageWindow page)
    {
        _library = library;
        _table = table;
        _left = page.Size;
        _position = table.Seek(library, page.First);
    }

    public bool TryNext(out Book book)
    {
        if (_left == 0 || !TryFind(out book))
        {
            book = default;
            return false;
        }

        _left--;
        _position++;
        return true;
    }

    /// <summary>Whether rows follow on the page; meaningful after its last row.</summary>
    public bool HasMore() => TryFind(out _);

    private bool TryFind(out Book book)
    {
        for (; _position < _library.Count; _position++)
        {
            book = _library.GetBook(_position);
            if (_table.Includes(book))
            {
                return true;
            }
        }

        book = default;
        return false;
    }
}
