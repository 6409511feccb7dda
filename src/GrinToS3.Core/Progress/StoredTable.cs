namespace GrinToS3.Progress;

/// <summary>
/// Reads what is stored of each volume, in pages by barcode. Archives of the Python tool have no row of their own: what <c>books</c> and history claim
/// stands in, also where that tool called a volume completed whose upload had failed (spec: gaps 1).
/// </summary>
internal static class StoredTable
{
    private const string Archive = "archive";

    private const string Ours = "SELECT barcode, place, size, etag, sha256, source_etag FROM artifacts WHERE kind = ?1 AND barcode";

    private static readonly string Claimed =
        $"""
        SELECT b.barcode AS barcode, coalesce(b.storage_path, '') AS place, NULL AS size, NULL AS etag, NULL AS sha256, nullif(b.encrypted_etag, '') AS source_etag
        FROM books b WHERE (b.storage_path > '' OR {StoredVolumes.Condition("b.barcode")}) AND b.barcode
        """;

    private const string NotOurs = " AND NOT EXISTS (SELECT 1 FROM artifacts a WHERE a.barcode = b.barcode AND a.kind = ?1)";

    private const string After = " > ?2";
    private const string One = " = ?2";
    private const string Limit = " ORDER BY barcode LIMIT ?3";

    /// <summary>The page of stored objects after a volume, in the order of the barcodes.</summary>
    internal static List<StoredRow> Page(ProgressConnection connection, string kind, string? afterBarcode, int limit) =>
        Read(connection, kind, After, afterBarcode ?? "", limit);

    /// <summary>One stored object; null where the file says nothing of it.</summary>
    internal static StoredRow? Find(ProgressConnection connection, string kind, string barcode) => Read(connection, kind, One, barcode, limit: 1).FirstOrDefault();

    /// <summary>How many objects of a kind have a row of their own.</summary>
    internal static long Count(ProgressConnection connection, string kind)
    {
        if (!connection.HasTable("artifacts"))
        {
            return 0;
        }

        var statement = connection.Prepare("SELECT count(*) FROM artifacts WHERE kind = ?1");
        statement.Bind(1, kind);
        statement.Step();
        var count = statement.Int64(0);
        statement.Reset();
        return count;
    }

    private static List<StoredRow> Read(ProgressConnection connection, string kind, string which, string barcode, int limit)
    {
        var hasOurs = connection.HasTable("artifacts");
        if (!hasOurs && kind != Archive)
        {
            return [];
        }

        var ours = Ours + which;
        var claimed = Claimed + which + (hasOurs ? NotOurs : " AND ?1 IS NOT NULL");
        var statement = connection.Prepare(string.Intern((!hasOurs ? claimed : kind == Archive ? $"{ours} UNION ALL {claimed}" : ours) + Limit));
        statement.Bind(1, kind);
        statement.Bind(2, barcode);
        statement.Bind(3, limit);
        var rows = new List<StoredRow>();
        while (statement.Step())
        {
            rows.Add(new StoredRow(
                statement.Text(0)!, statement.Text(1)!, statement.IsNull(2) ? null : statement.Int64(2), statement.Text(3), statement.Text(4), statement.Text(5)));
        }

        return rows;
    }
}
