namespace GrinToS3.Progress;

/// <summary>Writes the rows of one batch, in one pass over it; those of volumes, which are the most by far, by itself.</summary>
internal sealed unsafe class BookApplier
{
    private const int FieldCount = (int)BookColumn.GrinState + 1;
    private const int NowParameter = FieldCount + 1;

    internal const string InsertSql =
        """
        INSERT INTO books (barcode, title, scanned_date, converted_date, downloaded_date, processed_date, analyzed_date, ocr_date,
            google_books_link, processing_request_timestamp, grin_state, created_at, updated_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?12)
        ON CONFLICT (barcode) DO NOTHING
        """;

    private const string UpdateSql =
        """
        UPDATE books SET title = coalesce(?2, title), scanned_date = coalesce(?3, scanned_date),
            converted_date = coalesce(?4, converted_date), downloaded_date = coalesce(?5, downloaded_date),
            processed_date = coalesce(?6, processed_date), analyzed_date = coalesce(?7, analyzed_date),
            ocr_date = coalesce(?8, ocr_date), google_books_link = coalesce(?9, google_books_link),
            processing_request_timestamp = coalesce(?10, processing_request_timestamp), grin_state = coalesce(?11, grin_state),
            updated_at = ?12
        WHERE barcode = ?1
        """;

    private readonly ProgressConnection _connection;
    private readonly BatchReader _reader;
    private readonly Statement _insert;
    private readonly Statement _update;
    private readonly RowApplier _others;
    private int _inserted;
    private int _updated;

    private BookApplier(ProgressConnection connection, BatchReader reader, string now)
    {
        _connection = connection;
        _reader = reader;
        _insert = connection.Prepare(InsertSql);
        _update = connection.Prepare(UpdateSql);
        _insert.Bind(NowParameter, now);
        _update.Bind(NowParameter, now);
        _others = new RowApplier(connection, reader, now);
    }

    /// <summary>Applies the rows of an open batch; the caller's transaction must not be committed before the batch is verified.</summary>
    public static BatchApplied Apply(ProgressConnection connection, BatchReader reader, ApplyMode mode, string now)
    {
        var applier = new BookApplier(connection, reader, now);
        var rows = 0;
        while (reader.Next())
        {
            rows++;
            if (reader.Kind is not BatchRowKind.Book)
            {
                applier._updated += applier._others.Apply();
            }
            else if (mode == ApplyMode.Insert || !applier.TryUpdate())
            {
                applier.Insert();
            }
        }

        return new BatchApplied(applier._inserted, applier._updated, rows - applier._inserted - applier._updated, AlreadyApplied: false);
    }

    private void Insert()
    {
        for (var field = 0; field < FieldCount; field++)
        {
            Bind(_insert, field, blankIsNull: false);
        }

        _insert.Execute();
        _inserted += _connection.Changes;
    }

    private bool TryUpdate()
    {
        for (var field = 0; field < FieldCount; field++)
        {
            Bind(_update, field, blankIsNull: field > 0);
        }

        _update.Execute();
        _updated += _connection.Changes;
        return _connection.Changes > 0;
    }

    private void Bind(Statement statement, int field, bool blankIsNull)
    {
        var value = _reader.Field(field, out var length);
        if (value is null || (blankIsNull && new ReadOnlySpan<byte>(value, length).Trim(" \t\r\n"u8).IsEmpty))
        {
            statement.BindNull(field + 1);
        }
        else
        {
            statement.BindPinned(field + 1, value, length);
        }
    }
}
