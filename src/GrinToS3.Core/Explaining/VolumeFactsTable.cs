using GrinToS3.Progress;

namespace GrinToS3.Explaining;

/// <summary>Reads all that a file knows of one volume. A file of the Python tool lacks some of the tables.</summary>
internal static class VolumeFactsTable
{
    private const string Events = "SELECT timestamp, status_type, status_value, metadata FROM book_status_history WHERE barcode = ?1 ORDER BY id";

    private const string Stages =
        "SELECT stage, state, attempts, error_kind, error, next_attempt_at, updated_at FROM volume_states WHERE barcode = ?1 ORDER BY stage";

    private const string Lists =
        """
        SELECT l.list, l.stem, l.date, l.details, coalesce(s.started_at, '') FROM grin_lists l LEFT JOIN sessions s ON s.id = l.session
        WHERE l.barcode = ?1 ORDER BY l.list
        """;

    private const string Stored = "SELECT kind, place, size FROM artifacts WHERE barcode = ?1 ORDER BY kind";

    internal static VolumeFacts Read(ProgressConnection connection, string barcode)
    {
        var book = ProgressQueries.Find(connection, barcode);
        var columns = book is null ? null : Enum.GetValues<BookColumn>()
            .Where(column => !string.IsNullOrEmpty(book[column]))
            .ToDictionary(static column => column.SqlName(), column => book[column]!, StringComparer.Ordinal);
        var isOurs = connection.HasTable("volume_states");
        return new VolumeFacts(
            barcode,
            columns,
            Rows(connection, Events, barcode, static row => new VolumeEvent(row.Text(0) ?? "", row.Text(1)!, row.Text(2)!, row.Text(3))),
            !isOurs ? [] : Rows(
                connection, Stages, barcode,
                static row => new VolumeStage(row.Text(0)!, row.Text(1)!, row.Int64(2), row.Text(3), row.Text(4), row.Text(5), row.Text(6)!)),
            !isOurs ? [] : Rows(connection, Lists, barcode, static row => new VolumeOnList(row.Text(0)!, row.Text(1)!, row.Text(2), row.Text(3), row.Text(4)!)),
            !isOurs ? [] : Rows(connection, Stored, barcode, static row => new StoredArtifact(row.Text(0)!, row.Text(1)!, row.Int64(2))));
    }

    private static List<T> Rows<T>(ProgressConnection connection, string sql, string barcode, Func<Statement, T> read)
    {
        var statement = connection.Prepare(sql);
        statement.Bind(1, barcode);
        var rows = new List<T>();
        while (statement.Step())
        {
            rows.Add(read(statement));
        }

        return rows;
    }
}
