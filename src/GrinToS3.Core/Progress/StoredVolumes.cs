namespace GrinToS3.Progress;

/// <summary>
/// Which volumes are stored, in SQL: those that history calls completed, and has not reopened since. The Python tool calls volumes completed whose
/// upload has failed (spec: gaps 1); a repair reopens them by an event of their own, for no row of history is ever taken out.
/// </summary>
internal static class StoredVolumes
{
    /// <summary>The event by which a volume counts as not stored any more.</summary>
    internal const string Reopened = "reopened";

    /// <summary>An event <c>h</c> of completion that counts.</summary>
    internal const string Completed =
        """
        h.status_type = 'sync' AND h.status_value = 'completed' AND NOT EXISTS (
            SELECT 1 FROM book_status_history r WHERE r.status_type = 'sync' AND r.status_value = 'reopened' AND r.barcode = h.barcode AND r.id > h.id)
        """;

    /// <summary>How many there are: of all that were ever completed those that are reopened, which few are.</summary>
    internal const string Count = $"(SELECT count(DISTINCT barcode) FROM book_status_history WHERE status_type = 'sync' AND status_value = 'completed') - {ReopenedCount}";

    /// <summary>The same, where <see cref="SyncEvents"/> has the first number counted already.</summary>
    internal const string CountKept = $"coalesce((SELECT ever FROM {SyncEvents.Table} WHERE event = 'completed'), 0) - {ReopenedCount}";

    private const string ReopenedCount =
        """
        (SELECT count(DISTINCT r.barcode) FROM book_status_history r WHERE r.status_type = 'sync' AND r.status_value = 'reopened'
            AND EXISTS (SELECT 1 FROM book_status_history h WHERE h.status_type = 'sync' AND h.status_value = 'completed' AND h.barcode = r.barcode)
            AND NOT EXISTS (
                SELECT 1 FROM book_status_history h WHERE h.status_type = 'sync' AND h.status_value = 'completed' AND h.barcode = r.barcode AND h.id > r.id))
        """;

    /// <summary>The barcodes of <c>books</c> that are none of them, in order.</summary>
    internal static readonly string Others = OthersOf("SELECT barcode FROM books");

    /// <summary>Whether a volume is one of them.</summary>
    /// <param name="barcode">The SQL for its barcode.</param>
    internal static string Condition(string barcode) => $"EXISTS (SELECT 1 FROM book_status_history h WHERE h.barcode = {barcode} AND {Completed})";

    /// <summary>
    /// Of the barcodes that a query gives, those that are none of them, in order: two indexes that are read side by side, not a question a volume. All of <c>books</c> that are
    /// reopened come with them, whether or not the query gives them. The limit, which is none, keeps SQLite from dropping the order by which it does so.
    /// </summary>
    /// <param name="barcodes">The query.</param>
    internal static string OthersOf(string barcodes) =>
        $"""
        {barcodes} EXCEPT SELECT barcode FROM book_status_history WHERE status_type = 'sync' AND status_value = 'completed'
        UNION SELECT r.barcode FROM book_status_history r WHERE r.status_type = 'sync' AND r.status_value = 'reopened'
            AND EXISTS (SELECT 1 FROM books b WHERE b.barcode = r.barcode) AND NOT EXISTS (
                SELECT 1 FROM book_status_history h WHERE h.status_type = 'sync' AND h.status_value = 'completed' AND h.barcode = r.barcode AND h.id > r.id)
        ORDER BY 1 LIMIT -1
        """;
}
