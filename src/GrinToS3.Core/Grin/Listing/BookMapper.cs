namespace GrinToS3.Grin.Listing;

/// <summary>Turns a row of a listing into the fields of a book record, without allocating (spec: grin-protocol 4.6).</summary>
public static class BookMapper
{
    /// <summary>Writes the eleven fields of a row's book.</summary>
    /// <typeparam name="TWriter">The writer's type.</typeparam>
    /// <param name="row">The row.</param>
    /// <param name="columns">The columns of the row's listing.</param>
    /// <param name="writer">Takes the fields.</param>
    public static void Map<TWriter>(in ListingRow row, BookFieldColumns columns, ref TWriter writer)
        where TWriter : IBookFieldWriter, allows ref struct
    {
        ArgumentNullException.ThrowIfNull(columns);
        writer.Value(BookField.Barcode, row.Barcode);
        writer.Value(BookField.Title, Utf8Text.Trim(columns.Find(row, BookField.Title)));
        for (var field = BookField.ScannedDate; field <= BookField.OcrDate; field++)
        {
            WriteDate(columns.Find(row, field), field, ref writer);
        }

        var link = Utf8Text.Trim(columns.Find(row, BookField.GoogleBooksLink));
        writer.Value(BookField.GoogleBooksLink, link.IndexOf("http"u8) < 0 ? default : link);
        writer.Null(BookField.ProcessingRequestTimestamp);
        WriteOrNull(Utf8Text.Trim(columns.Find(row, BookField.GrinState)), BookField.GrinState, ref writer);
    }

    private static void WriteDate<TWriter>(scoped ReadOnlySpan<byte> value, BookField field, ref TWriter writer)
        where TWriter : IBookFieldWriter, allows ref struct
    {
        Span<byte> iso = stackalloc byte[GrinTimestamp.IsoLength];
        if (GrinTimestamp.TryToIso(value, iso))
        {
            writer.Value(field, iso);
        }
        else
        {
            WriteOrNull(value, field, ref writer);
        }
    }

    private static void WriteOrNull<TWriter>(scoped ReadOnlySpan<byte> value, BookField field, ref TWriter writer)
        where TWriter : IBookFieldWriter, allows ref struct
    {
        if (value.IsEmpty)
        {
            writer.Null(field);
        }
        else
        {
            writer.Value(field, value);
        }
    }
}
