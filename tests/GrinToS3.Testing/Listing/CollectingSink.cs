using System.Text;
using GrinToS3.Grin.Listing;

namespace GrinToS3.Testing.Listing;

/// <summary>Keeps what our parser gives, as strings.</summary>
public sealed class CollectingSink : IListingSink
{
    private readonly List<ReadListing.Row> _rows = [];
    private BookFieldColumns? _books;

    public ListingColumns? Columns { get; private set; }

    public IReadOnlyList<ReadListing.Row> Rows => _rows;

    public void OnHeading(ListingColumns columns)
    {
        Columns = columns;
        _books = new BookFieldColumns(columns);
    }

    public void OnRow(in ListingRow row)
    {
        var values = new string[Columns!.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Encoding.UTF8.GetString(row[i]);
        }

        var book = new BookStrings();
        BookMapper.Map(row, _books!, ref book);
        _rows.Add(new ReadListing.Row(Encoding.UTF8.GetString(row.Barcode), Encoding.UTF8.GetString(row.FilenameStem), values, book.Fields));
    }

    public ReadListing ToListing(ListingSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        if (summary.Rows != _rows.Count)
        {
            throw new InvalidOperationException($"the summary counts {summary.Rows} rows; the sink got {_rows.Count}");
        }

        return new ReadListing(Columns!.Keys, _rows, (int)summary.RowsWithoutBarcode, summary.NextLink);
    }

    private readonly struct BookStrings : IBookFieldWriter
    {
        private readonly string?[] _fields = new string?[Enum.GetValues<BookField>().Length];

        public BookStrings()
        {
        }

        public IReadOnlyList<string?> Fields => _fields;

        public void Value(BookField field, scoped ReadOnlySpan<byte> value) => _fields[(int)field] = Encoding.UTF8.GetString(value);

        public void Null(BookField field) => _fields[(int)field] = null;
    }
}
