using System.Globalization;

namespace GrinToS3.Progress;

/// <summary>
/// Chooses a session's volumes. GRIN's lists say what can be fetched, what waits in its queue and what it could not convert, so nobody is asked about a
/// single volume (spec: pipeline 3.3, gaps 2). To be called inside a write transaction.
/// </summary>
internal static class SessionSelection
{
    /// <summary>A request that no list shows any more is made again after so long: GRIN has lost it, or what it made has expired.</summary>
    internal static readonly TimeSpan RequestAge = TimeSpan.FromDays(1);

    private static readonly string Stored = StoredVolumes.Condition("c.barcode");

    /// <summary>Volumes that failed come after all others: were they first again, a few could end every session before it has stored anything.</summary>
    private const string FailedBefore =
        "EXISTS (SELECT 1 FROM volume_states f WHERE f.barcode = c.barcode AND f.stage = 'sync' AND f.state = 'failed')";

    private const string Due =
        "NOT EXISTS (SELECT 1 FROM volume_states s WHERE s.barcode = c.barcode AND s.stage = 'sync' AND s.next_attempt_at > ?3)";

    /// <summary>An archive is another one when GRIN's list gives it another date; where either date is not known, GRIN is asked for the version itself.</summary>
    private const string SameVersion =
        "EXISTS (SELECT 1 FROM archive_versions v WHERE v.barcode = c.barcode AND v.listed_date = c.age)";

    private const string Converted = "EXISTS (SELECT 1 FROM grin_lists l WHERE l.list = '_converted' AND l.barcode = c.barcode)";

    // Only GRIN's clear refusal is for good; the Python tool also kept other answers as unavailable (spec: gaps 5, 6).
    private const string Requestable =
        """
        NOT EXISTS (SELECT 1 FROM grin_lists l WHERE l.list IN ('_in_process', '_failed') AND l.barcode = c.barcode)
        AND NOT EXISTS (SELECT 1 FROM volume_states s WHERE s.barcode = c.barcode AND s.stage = 'conversion'
            AND (s.state = 'refused' OR s.next_attempt_at > ?3))
        AND NOT EXISTS (SELECT 1 FROM book_status_history h WHERE h.barcode = c.barcode AND h.status_type = 'conversion'
            AND h.status_value = 'unavailable' AND h.metadata LIKE '%not allowed%')
        AND coalesce(c.requested, '') < ?4
        """;

    internal static SelectedVolumes Select(ProgressConnection connection, SelectVolumes request, DateTimeOffset now)
    {
        var clear = connection.Prepare("DELETE FROM session_volumes WHERE session = ?1");
        clear.Bind(1, request.Session);
        clear.Execute();
        var (fetch, requested) = (0, 0);
        var mostRequests = Math.Min(request.MostRequests ?? int.MaxValue, RoomToday(connection, request.DailyQuota, now));
        foreach (var queue in request.Queues)
        {
            if (request.Fetch)
            {
                fetch += Add(connection, request, queue, SessionStep.Fetch, Room(request.Limit, fetch), fetch, now);
            }
        }

        foreach (var queue in request.Queues.Where(_ => request.Request))
        {
            var room = Math.Min(Room(request.Limit, fetch + requested), mostRequests - requested);
            requested += Add(connection, request, queue, SessionStep.Request, room, requested, now);
        }

        return new SelectedVolumes(fetch, requested);
    }

    private static int RoomToday(ProgressConnection connection, int? quota, DateTimeOffset now)
    {
        if (quota is not { } most)
        {
            return int.MaxValue;
        }

        var statement = connection.Prepare("SELECT count(*) FROM books WHERE processing_request_timestamp > '' AND processing_request_timestamp >= ?1");
        statement.Bind(1, ToolTimestamp.Format(new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero)));
        statement.Step();
        var asked = (int)statement.Int64(0);
        statement.Reset();
        return Math.Max(0, most - asked);
    }

    private static int Room(int? most, int taken) => (most ?? int.MaxValue) - taken;

    private static int Add(ProgressConnection connection, SelectVolumes request, VolumeSource queue, SessionStep step, int room, int taken, DateTimeOffset now)
    {
        if (room <= 0 || Condition(queue, step, request.Force) is not { } condition)
        {
            return 0;
        }

        // The conditions come from a few constants, so each text is prepared once.
        var statement = connection.Prepare(string.Intern(string.Create(CultureInfo.InvariantCulture, $"""
            INSERT INTO session_volumes (session, position, barcode, step)
            SELECT ?1, ?2 + row_number() OVER (ORDER BY {FailedBefore}, c.age, c.barcode), c.barcode, '{SessionTable.StepName(step)}'
            FROM ({Source(queue, step)}) c
            WHERE {condition} AND coalesce(?3, ?4) IS NOT NULL
                AND NOT EXISTS (SELECT 1 FROM session_volumes v WHERE v.session = ?1 AND v.barcode = c.barcode)
            ORDER BY {FailedBefore}, c.age, c.barcode LIMIT ?5
            """)));
        statement.Bind(1, request.Session);
        statement.Bind(2, taken);
        statement.Bind(3, ToolTimestamp.Format(now));
        statement.Bind(4, ToolTimestamp.Format(now - RequestAge));
        statement.Bind(5, room);
        statement.Execute();
        return connection.Changes;
    }

    private static string Source(VolumeSource queue, SessionStep step) => (queue, step) switch
    {
        (VolumeSource.Converted or VolumeSource.Changed, _) =>
            "SELECT l.barcode, coalesce(l.date, '') AS age, NULL AS requested FROM grin_lists l WHERE l.list = '_converted'",
        (VolumeSource.Previous, _) =>
            "SELECT barcode, created_at AS age, processing_request_timestamp AS requested FROM books WHERE grin_state = 'PREVIOUSLY_DOWNLOADED'",
        (VolumeSource.Unconverted, _) =>
            """
            SELECT barcode, created_at AS age, processing_request_timestamp AS requested FROM books
            WHERE coalesce(converted_date, '') = '' AND coalesce(grin_state, '') NOT IN ('CHECKED_IN', 'NOT_AVAILABLE_FOR_DOWNLOAD', 'PREVIOUSLY_DOWNLOADED')
            """,
        _ =>
            """
            SELECT w.barcode, coalesce(b.created_at, '') AS age, b.processing_request_timestamp AS requested
            FROM session_barcodes w LEFT JOIN books b ON b.barcode = w.barcode
            """,
    };

    /// <summary>Which of a queue's volumes are taken for a step; null for none.</summary>
    private static string? Condition(VolumeSource queue, SessionStep step, bool force) => (queue, step) switch
    {
        (VolumeSource.Converted, SessionStep.Fetch) => force ? "1" : $"NOT {Stored} AND {Due}",
        (VolumeSource.Changed, SessionStep.Fetch) => force ? Stored : $"{Stored} AND NOT {SameVersion}",
        (VolumeSource.Named, SessionStep.Fetch) => Converted,
        (VolumeSource.Previous or VolumeSource.Unconverted, SessionStep.Fetch) => $"{Converted} AND " + (force ? "1" : $"NOT {Stored} AND {Due}"),
        // What is stored may be damaged: whoever names it and insists wants it fetched, and for that GRIN has to convert it again.
        (VolumeSource.Named, SessionStep.Request) when force => $"NOT {Converted}",
        (VolumeSource.Previous or VolumeSource.Unconverted or VolumeSource.Named, SessionStep.Request) =>
            $"NOT {Converted} AND NOT {Stored}" + (force ? "" : $" AND {Requestable}"),
        _ => null,
    };
}
