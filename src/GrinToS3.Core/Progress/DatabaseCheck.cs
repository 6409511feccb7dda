namespace GrinToS3.Progress;

/// <summary>Looks for damage: SQLite's own check, and what the ledger promises.</summary>
public static class DatabaseCheck
{
    private static readonly (string Sql, string Problem)[] Promises =
    [
        ("SELECT count(*) FROM books WHERE barcode IS NULL OR barcode = ''", "volumes without a barcode"),
        ("SELECT count(*) FROM listing_pages p LEFT JOIN applied_batches b USING (batch_id) WHERE b.batch_id IS NULL",
            "pages whose batch is not among the applied ones"),
        ("SELECT count(*) FROM listing_pages p JOIN applied_batches b USING (batch_id) WHERE p.rows <> b.rows",
            "pages with other rows than their batch"),
        ("SELECT count(*) FROM (SELECT 1 FROM listing_pages GROUP BY listing HAVING count(*) <> max(page) + 1)", "listings with a page missing"),
        ("SELECT count(*) FROM listing_pages p LEFT JOIN listings l ON l.id = p.listing WHERE l.id IS NULL", "pages of an unknown listing"),
        (SyncEvents.CountWrong, "events of syncing whose counts are not those of the history, as after a change to it by hand; grin db compact counts again"),
    ];

    /// <summary>Checks a file, whether or not it is in use; reads all of it.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ProgressStoreException">The file cannot be opened, or is not a run's.</exception>
    public static DatabaseCheckResult Run(string path)
    {
        using var reader = ProgressReader.Open(path);
        var connection = reader.Connection;
        var problems = Integrity(connection);
        if (problems.Count > 0)
        {
            return new DatabaseCheckResult(0, problems, []);
        }

        var isOurs = connection.Scalar("PRAGMA user_version") == SchemaMigrations.Latest;
        foreach (var (sql, problem) in isOurs ? Promises : Promises[..1])
        {
            var count = connection.Scalar(sql);
            if (count > 0)
            {
                problems.Add($"{count} {problem}");
            }
        }

        var unknown = connection.Texts(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY name").Except(SchemaMigrations.Tables);
        return new DatabaseCheckResult(
            connection.Scalar("SELECT count(*) FROM books"),
            problems,
            [.. unknown.Select(table => $"the table {table} is not of this tool")]);
    }

    /// <summary>
    /// Makes sure that a run may go on writing to a file: it is absent, empty, or a run's whose pages are all well-formed. Reads all of it.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ProgressStoreException">It is something else, or damaged; it is unchanged.</exception>
    public static void RequireUsable(string path)
    {
        if (!File.Exists(path) && !Directory.Exists(path))
        {
            return;
        }

        using var reader = ProgressReader.OpenMaybeEmpty(path);
        var found = reader.Connection.ScalarText("PRAGMA quick_check(1)");
        if (found is not "ok")
        {
            throw SqliteFault.Of(SQLitePCL.raw.SQLITE_CORRUPT, found?.Split('\n')[^1] ?? "no answer", path);
        }
    }

    private static List<string> Integrity(ProgressConnection connection)
    {
        try
        {
            return [.. connection.Texts("PRAGMA integrity_check").Where(line => line != "ok")];
        }
        catch (ProgressStoreException e) when (e.Fault == ProgressFault.Damaged)
        {
            // Some damage stops the check itself.
            return [e.Message];
        }
    }
}
