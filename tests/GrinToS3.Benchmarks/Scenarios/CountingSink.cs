using GrinToS3.Grin.Listing;

namespace GrinToS3.Benchmarks.Scenarios;

/// <summary>Takes every value and every field of each row's book record, and counts their bytes.</summary>
internal sealed class CountingSink : IListingSink
{
    private BookFieldColumns? _books;
    private int _columns;

    public long Bytes { get; private set; }

    public void OnHeading(ListingColumns columns)
    {
        _books = new BookFieldColumns(columns);
        _columns = columns.Count;
    }

    public void OnRow(in ListingRow row)
    {
        for (var i = 0; i < _columns; i++)
        {
            Bytes += row[i].Length;
        }

        var fields = new FieldCounter();
        BookMapper.Map(row, _books!, ref fields);
        Bytes += fields.Bytes;
    }

    private struct FieldCounter : IBookFieldWriter
    {
        public long Bytes { get; private set; }

        public void Value(BookField field, scoped ReadOnlySpan<byte> value) => Bytes += value.Length;

        public readonly void Null(BookField field)
        {
        }
    }
}
