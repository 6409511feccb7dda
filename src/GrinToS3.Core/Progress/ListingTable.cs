namespace GrinToS3.Progress;

/// <summary>The SQL of listings and their pages. To be called inside a write transaction.</summary>
internal static class ListingTable
{
    public static long? FindUnfinished(ProgressConnection connection, OpenListing request, DateTimeOffset now)
    {
        var statement = connection.Prepare(
            """
            SELECT id, started_at FROM listings
            WHERE list = ?1 AND mode = ?2 AND page_size = ?3 AND row_limit IS ?4 AND ended IS NULL ORDER BY id DESC LIMIT 1
            """);
        BindRequest(statement, request);
        if (!statement.Step())
        {
            return null;
        }

        var (id, startedAt) = (statement.Int64(0), statement.Text(1));
        statement.Reset();
        return ToolTimestamp.TryParse(startedAt, out var started) && now - started <= request.ResumeWithin ? id : null;
    }

    public static long Add(ProgressConnection connection, OpenListing request, DateTimeOffset now)
    {
        var statement = connection.Prepare(
            "INSERT INTO listings (list, mode, page_size, row_limit, started_at) VALUES (?1, ?2, ?3, ?4, ?5) RETURNING id");
        BindRequest(statement, request);
        statement.Bind(5, ToolTimestamp.Format(now));
        _ = statement.Step();
        var id = statement.Int64(0);
        statement.Execute();
        return id;
    }

    public static ListingState State(ProgressConnection connection, long listing)
    {
        var statement = connection.Prepare(
            """
            SELECT count(*), coalesce(sum(rows), 0),
                (SELECT next_address FROM listing_pages WHERE listing = ?1 ORDER BY page DESC LIMIT 1)
            FROM listing_pages WHERE listing = ?1
            """);
        statement.Bind(1, listing);
        _ = statement.Step();
        var pages = (int)statement.Int64(0);
        var state = new ListingState(listing, pages, statement.Int64(1), statement.Text(2), Resumed: pages > 0);
        statement.Reset();
        return state;
    }

    /// <summary>The listing that was begun last; null where there was none.</summary>
    public static ListingReport? Latest(ProgressConnection connection)
    {
        var statement = connection.Prepare(
            """
            SELECT list, started_at, finished_at, ended,
                (SELECT count(*) FROM listing_pages WHERE listing = id), (SELECT coalesce(sum(rows), 0) FROM listing_pages WHERE listing = id)
            FROM listings ORDER BY id DESC LIMIT 1
            """);
        if (!statement.Step())
        {
            return null;
        }

        var report = new ListingReport(
            statement.Text(0)!, statement.Text(1)!, statement.Text(2), statement.Text(3), (int)statement.Int64(4), statement.Int64(5));
        statement.Reset();
        return report;
    }

    /// <summary>Ends the other unfinished listings of a list.</summary>
    public static void AbandonOthers(ProgressConnection connection, string list, long except, DateTimeOffset now)
    {
        var statement = connection.Prepare("UPDATE listings SET ended = 'abandoned', finished_at = ?3 WHERE list = ?1 AND id <> ?2 AND ended IS NULL");
        statement.Bind(1, list);
        statement.Bind(2, except);
        statement.Bind(3, ToolTimestamp.Format(now));
        statement.Execute();
    }

    /// <summary>What a page did when it was applied; null where it was not.</summary>
    public static BatchApplied? FindPage(ProgressConnection connection, ApplyPage request)
    {
        var statement = connection.Prepare(
            "SELECT rows, inserted, updated FROM listing_pages WHERE listing = ?1 AND page = ?2 AND batch_id = ?3");
        statement.Bind(1, request.Listing);
        statement.Bind(2, request.Page);
        statement.Bind(3, request.Batch.Value);
        if (!statement.Step())
        {
            return null;
        }

        var (rows, inserted, updated) = ((int)statement.Int64(0), (int)statement.Int64(1), (int)statement.Int64(2));
        statement.Reset();
        return new BatchApplied(inserted, updated, rows - inserted - updated, AlreadyApplied: true);
    }

    /// <summary>The mode of a listing whose next page is the requested one.</summary>
    /// <exception cref="ProgressStoreException">The listing has ended, or another page is its next.</exception>
    public static ApplyMode ModeForNextPage(ProgressConnection connection, ApplyPage request)
    {
        var statement = connection.Prepare(
            "SELECT mode, ended, (SELECT coalesce(max(page) + 1, 0) FROM listing_pages WHERE listing = ?1) FROM listings WHERE id = ?1");
        statement.Bind(1, request.Listing);
        if (!statement.Step())
        {
            throw Unknown(connection, request.Listing);
        }

        var (mode, ended, next) = (statement.Text(0), statement.Text(1), statement.Int64(2));
        statement.Reset();
        if (ended is not null || next != request.Page)
        {
            var why = ended is not null ? $"the listing has ended ({ended})" : $"page {next} is the next";
            throw new ProgressStoreException(
                ProgressFault.OutOfOrder,
                $"page {request.Page} of listing {request.Listing} cannot be applied to {connection.Path}: {why}; start the command again");
        }

        return mode == ModeName(ApplyMode.Refresh) ? ApplyMode.Refresh : ApplyMode.Insert;
    }

    public static void AddPage(ProgressConnection connection, ApplyPage request, BatchApplied applied, string now)
    {
        var statement = connection.Prepare(
            """
            INSERT INTO listing_pages (listing, page, batch_id, address, next_address, rows, dropped, inserted, updated, applied_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
            """);
        statement.Bind(1, request.Listing);
        statement.Bind(2, request.Page);
        statement.Bind(3, request.Batch.Value);
        statement.Bind(4, request.Address);
        statement.Bind(5, request.NextAddress);
        statement.Bind(6, request.Rows);
        statement.Bind(7, request.Dropped);
        statement.Bind(8, applied.Inserted);
        statement.Bind(9, applied.Updated);
        statement.Bind(10, now);
        statement.Execute();
    }

    /// <summary>Ends a listing that has not ended.</summary>
    /// <returns>The list's name.</returns>
    public static string Close(ProgressConnection connection, long listing, ListingEnd ended, string now)
    {
        var statement = connection.Prepare(
            "UPDATE listings SET finished_at = coalesce(finished_at, ?2), ended = coalesce(ended, ?3) WHERE id = ?1 RETURNING list");
        statement.Bind(1, listing);
        statement.Bind(2, now);
        statement.Bind(3, ended == ListingEnd.Limit ? "limit" : "complete");
        if (!statement.Step())
        {
            throw Unknown(connection, listing);
        }

        var list = statement.Text(0)!;
        statement.Execute();
        return list;
    }

    private static void BindRequest(Statement statement, OpenListing request)
    {
        statement.Bind(1, request.List);
        statement.Bind(2, ModeName(request.Mode));
        statement.Bind(3, request.PageSize);
        statement.Bind(4, (long?)request.Limit);
    }

    private static string ModeName(ApplyMode mode) => mode == ApplyMode.Refresh ? "refresh" : "insert";

    private static ProgressStoreException Unknown(ProgressConnection connection, long listing) =>
        new(ProgressFault.OutOfOrder, $"{connection.Path} has no listing {listing}; start the command again");
}
