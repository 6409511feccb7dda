namespace GrinToS3.Grin.Listing;

/// <summary>One row of a listing. Its values are UTF-8 and hold only during <see cref="IListingSink.OnRow"/>.</summary>
public readonly ref struct ListingRow
{
    private const int SuffixLength = 11;
    private readonly ReadOnlySpan<byte> _text;
    private readonly ReadOnlySpan<CellSpan> _cells;

    internal ListingRow(ListingColumns columns, ReadOnlySpan<byte> text, ReadOnlySpan<CellSpan> cells)
    {
        _text = text;
        _cells = cells;
        Columns = columns;
        foreach (var (column, isFilename) in columns.Identifying)
        {
            var value = this[column];
            if (isFilename)
            {
                value = value.EndsWith(".tar.gz.gpg"u8) ? value[..^SuffixLength] : default;
                FilenameStem = value.IsEmpty ? FilenameStem : value;
            }

            Barcode = value.IsEmpty ? Barcode : value;
        }
    }

    /// <summary>The listing's columns.</summary>
    public ListingColumns Columns { get; }

    /// <summary>The barcode: the value of the Barcode column, or the <see cref="FilenameStem"/>. Never empty.</summary>
    public ReadOnlySpan<byte> Barcode { get; }

    /// <summary>
    /// The archive's file name without <c>.tar.gz.gpg</c>, as archive addresses need it; it may begin with the library's
    /// directory (spec: grin-protocol 4.3). Empty where the listing has no Filename column or another kind of file is named.
    /// </summary>
    public ReadOnlySpan<byte> FilenameStem { get; }

    /// <summary>The value in a column: a link's address, else the trimmed text. Empty where the row has none.</summary>
    /// <param name="column">The column's position.</param>
    public ReadOnlySpan<byte> this[int column] => _cells[column].Of(_text);
}
