using GrinToS3.Grin;
using GrinToS3.Grin.Listing;
using GrinToS3.Progress;

namespace GrinToS3.Collecting;

/// <summary>Puts the rows of a listing page into a batch, as they are parsed.</summary>
/// <param name="batch">The batch; to be dropped where the page turns out to be no complete listing.</param>
/// <param name="maxRows">The most rows to take, or null for all.</param>
internal sealed class BookBatchSink(InboxWriter batch, int? maxRows) : IListingSink
{
    /// <summary>No title and no address comes near this; a page with such a cell is not the list that we know.</summary>
    private const int MaxFieldBytes = 16 * 1024;

    private BookFieldColumns _columns = new(new ListingColumns([]));

    /// <summary>Columns that fill no field.</summary>
    internal IReadOnlyList<string> UnknownColumns => _columns.Unknown;

    /// <summary>What makes the page unusable although it was read to its end, or null.</summary>
    internal GrinError? Problem { get; private set; }

    public void OnHeading(ListingColumns columns) => _columns = new BookFieldColumns(columns);

    public void OnRow(in ListingRow row)
    {
        if (batch.Rows < (maxRows ?? long.MaxValue))
        {
            batch.BeginRow(BatchRowKind.Book);
            var fields = new Fields(this, batch);
            BookMapper.Map(row, _columns, ref fields);
        }
    }

    private readonly struct Fields(BookBatchSink sink, InboxWriter batch) : IBookFieldWriter
    {
        public void Value(BookField field, ReadOnlySpan<byte> value)
        {
            if (value.Length > MaxFieldBytes)
            {
                sink.Problem ??= new GrinError(
                    GrinErrorKind.LayoutChanged,
                    $"a cell for {field} has {value.Length} bytes, more than {MaxFieldBytes}; save the page and report it");
                value = value[..1];
            }

            batch.Field(value);
        }

        public void Null(BookField field) => batch.NullField();
    }
}
