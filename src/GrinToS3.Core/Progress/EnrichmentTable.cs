namespace GrinToS3.Progress;

/// <summary>
/// The queues of volumes to enrich: those of <c>books</c> without <c>enrichment_timestamp</c>, by row, which is the order in which they were added; and those
/// that were requested and are not stored, the oldest request first.
/// </summary>
internal static class EnrichmentTable
{
    // By row, so that no index has to be kept for it: all volumes are in the queue at first, and a run reads the table once.
    private const string NextSql =
        """
        SELECT b.rowid, b.barcode FROM books b
        WHERE b.rowid > ?1 AND coalesce(b.enrichment_timestamp, '') = ''
            AND NOT EXISTS (SELECT 1 FROM volume_states s WHERE s.barcode = b.barcode AND s.stage = 'enrichment' AND s.next_attempt_at > ?3)
        ORDER BY b.rowid LIMIT ?2
        """;

    private static readonly string NotStored = $"NOT {StoredVolumes.Condition("b.barcode")}";

    // In the order of its index.
    private static readonly string NextRequestedSql =
        "SELECT b.rowid, b.barcode FROM books b WHERE b.processing_request_timestamp > '' AND (b.processing_request_timestamp, b.barcode) > "
        + "(coalesce((SELECT l.processing_request_timestamp FROM books l WHERE l.rowid = ?1), ''), coalesce((SELECT l.barcode FROM books l WHERE l.rowid = ?1), '')) "
        + $"AND {NotStored} ORDER BY b.processing_request_timestamp, b.barcode LIMIT ?2";

    private static readonly string CountRequestedSql = $"SELECT count(*) FROM books b WHERE b.processing_request_timestamp > '' AND {NotStored}";

    private const string WaitingSql = "SELECT count(*) FROM volume_states WHERE stage = 'enrichment' AND state = 'failed' AND next_attempt_at > ?1";

    private const string RangeSql = "SELECT max(rowid) FROM (SELECT rowid FROM books WHERE rowid > ?1 ORDER BY rowid LIMIT ?2)";

    private const string ForgetFieldsSql = "DELETE FROM grin_fields WHERE barcode IN (SELECT barcode FROM books WHERE rowid > ?1 AND rowid <= ?2)";

    private const string ForgetStatesSql =
        "DELETE FROM volume_states WHERE stage = 'enrichment' AND barcode IN (SELECT barcode FROM books WHERE rowid > ?1 AND rowid <= ?2)";

    private static readonly string ForgetColumnsSql =
        $"UPDATE books SET {string.Join(", ", BookColumns.Enrichment.Where(static one => one > BookColumn.GrinState).Select(static one => $"{one.SqlName()} = NULL"))}, "
        + "enrichment_timestamp = NULL, updated_at = ?3 WHERE rowid > ?1 AND rowid <= ?2 AND enrichment_timestamp IS NOT NULL";

    internal static EnrichmentCount Count(ProgressConnection connection, bool requested, string now)
    {
        if (requested)
        {
            return new EnrichmentCount(connection.Scalar(CountRequestedSql), 0);
        }

        var statement = connection.Prepare(WaitingSql);
        statement.Bind(1, now);
        statement.Step();
        var waiting = statement.Int64(0);
        statement.Reset();
        var all = connection.Scalar("SELECT count(*) FROM books");
        return new EnrichmentCount(all - connection.Scalar("SELECT count(*) FROM books WHERE enrichment_timestamp > ''") - waiting, waiting);
    }

    internal static EnrichmentPages Next(ProgressConnection connection, NextToEnrich request, string now)
    {
        var statement = connection.Prepare(request.Requested ? NextRequestedSql : NextSql);
        statement.Bind(1, request.After);
        statement.Bind(2, request.Volumes ?? -1);
        if (!request.Requested)
        {
            statement.Bind(3, now);
        }

        var pages = new List<EnrichmentPage>();
        var barcodes = new List<string>();
        long position = 0;
        var length = 0;
        while (pages.Count < request.Pages && statement.Step())
        {
            var barcode = statement.Text(1)!;
            if (barcodes.Count > 0 && length + 1 + barcode.Length > request.Room)
            {
                pages.Add(new EnrichmentPage(position, barcodes));
                (barcodes, length) = ([], 0);
                if (pages.Count == request.Pages)
                {
                    break;
                }
            }

            length += (barcodes.Count > 0 ? 1 : 0) + barcode.Length;
            barcodes.Add(barcode);
            position = statement.Int64(0);
        }

        statement.Reset();
        if (barcodes.Count > 0)
        {
            pages.Add(new EnrichmentPage(position, barcodes));
        }

        return new EnrichmentPages(pages);
    }

    internal static EnrichmentReset Reset(ProgressConnection connection, ResetEnrichment request, string now)
    {
        var range = connection.Prepare(RangeSql);
        range.Bind(1, request.After);
        range.Bind(2, request.Count);
        range.Step();
        long? last = range.IsNull(0) ? null : range.Int64(0);
        range.Reset();
        if (last is not { } upTo)
        {
            return new EnrichmentReset(null, 0);
        }

        foreach (var sql in new[] { ForgetFieldsSql, ForgetStatesSql })
        {
            var forget = connection.Prepare(sql);
            forget.Bind(1, request.After);
            forget.Bind(2, upTo);
            forget.Execute();
        }

        var columns = connection.Prepare(ForgetColumnsSql);
        columns.Bind(1, request.After);
        columns.Bind(2, upTo);
        columns.Bind(3, now);
        columns.Execute();
        return new EnrichmentReset(upTo, connection.Changes);
    }
}
