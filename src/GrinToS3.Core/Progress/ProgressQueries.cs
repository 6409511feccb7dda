namespace GrinToS3.Progress;

/// <summary>The reads that a run's owner and its other readers share. Each is answered from an index or in pages by key.</summary>
internal static class ProgressQueries
{
    private static readonly string FindSql = $"SELECT {BookColumns.SqlList} FROM books WHERE barcode = ?1";

    internal static readonly string[] FindValueSql =
        [.. Enum.GetValues<BookColumn>().Select(static column => $"SELECT {BookColumns.SqlName(column)} FROM books WHERE barcode = ?1")];

    private const string BarcodesSql = "SELECT barcode FROM books WHERE barcode > ?1 ORDER BY barcode LIMIT ?2";

    private static readonly string PageSql = $"SELECT {BookColumns.SqlList} FROM books WHERE barcode > ?1 ORDER BY barcode LIMIT ?2";

    public static BookRecord? Find(ProgressConnection connection, string barcode)
    {
        var statement = connection.Prepare(FindSql);
        statement.Bind(1, barcode);
        if (!statement.Step())
        {
            return null;
        }

        try
        {
            return new BookRow(statement).ToRecord();
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>One column of a volume.</summary>
    public static string? FindValue(ProgressConnection connection, string barcode, BookColumn column)
    {
        var statement = connection.Prepare(FindValueSql[(int)column]);
        statement.Bind(1, barcode);
        if (!statement.Step())
        {
            return null;
        }

        var value = statement.Text(0);
        statement.Reset();
        return value;
    }

    /// <summary>The page of barcodes after one, from the key's index alone.</summary>
    public static List<string> Barcodes(ProgressConnection connection, string? afterBarcode, int limit)
    {
        var statement = connection.Prepare(BarcodesSql);
        statement.Bind(1, afterBarcode ?? "");
        statement.Bind(2, limit);
        var barcodes = new List<string>();
        while (statement.Step())
        {
            barcodes.Add(statement.Text(0)!);
        }

        return barcodes;
    }

    /// <summary>Reads the page of volumes after a barcode.</summary>
    /// <returns>How many there were.</returns>
    public static int Page(ProgressConnection connection, string? afterBarcode, int limit, BookRowReader reader)
    {
        var statement = connection.Prepare(PageSql);
        statement.Bind(1, afterBarcode ?? "");
        statement.Bind(2, limit);
        return (int)Each(statement, reader, CancellationToken.None);
    }

    /// <summary>Reads the selected volumes in the order of the table.</summary>
    /// <returns>How many there were.</returns>
    public static long Selected(ProgressConnection connection, BookSelection selection, BookRowReader reader, CancellationToken cancellation) =>
        Each(selection.Prepare(connection), reader, cancellation, selection.Positions());

    public static ProgressCounts Counts(ProgressConnection connection)
    {
        var statement = connection.Prepare("SELECT coalesce(grin_state, ''), count(*) FROM books GROUP BY grin_state");
        var byState = new SortedDictionary<string, long>(StringComparer.Ordinal);
        while (statement.Step())
        {
            var state = statement.Text(0)!;
            byState[state] = byState.GetValueOrDefault(state) + statement.Int64(1);
        }

        return new ProgressCounts(
            byState.Values.Sum(),
            byState,
            connection.Scalar("SELECT count(*) FROM books WHERE enrichment_timestamp > ''"),
            connection.Scalar("SELECT count(*) FROM books WHERE processing_request_timestamp > ''"),
            connection.Scalar($"SELECT {(connection.HasTable(SyncEvents.Table) ? StoredVolumes.CountKept : StoredVolumes.Count)}"));
    }

    private static long Each(Statement statement, BookRowReader reader, CancellationToken cancellation, int[]? positions = null)
    {
        long rows = 0;
        try
        {
            while (statement.Step())
            {
                cancellation.ThrowIfCancellationRequested();
                reader(new BookRow(statement, positions));
                rows++;
            }
        }
        finally
        {
            statement.Reset();
        }

        return rows;
    }
}
