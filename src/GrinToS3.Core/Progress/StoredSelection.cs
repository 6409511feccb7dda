using System.Globalization;

namespace GrinToS3.Progress;

/// <summary>Chooses a session's volumes among those that are stored. To be called inside a write transaction.</summary>
internal static class StoredSelection
{
    /// <summary>Volumes that failed come after all others, as in a sync.</summary>
    private const string FailedBefore =
        "EXISTS (SELECT 1 FROM volume_states f WHERE f.barcode = c.barcode AND f.stage IN ('text', 'marc') AND f.state = 'failed')";

    internal static SelectedVolumes Select(ProgressConnection connection, SelectStored request)
    {
        var clear = connection.Prepare("DELETE FROM session_volumes WHERE session = ?1");
        clear.Bind(1, request.Session);
        clear.Execute();
        var statement = connection.Prepare(string.Intern(string.Create(CultureInfo.InvariantCulture, $"""
            INSERT INTO session_volumes (session, position, barcode, step)
            SELECT ?1, row_number() OVER (ORDER BY {FailedBefore}, c.barcode), c.barcode, '{SessionTable.StepName(SessionStep.Derive)}'
            FROM ({Source(request)}) c ORDER BY {FailedBefore}, c.barcode LIMIT ?2
            """)));
        statement.Bind(1, request.Session);
        statement.Bind(2, request.Limit ?? int.MaxValue);
        statement.Execute();
        return new SelectedVolumes(connection.Changes, Request: 0);
    }

    private static string Source(SelectStored request) => request.Source switch
    {
        StoredSource.Named => "SELECT w.barcode FROM session_barcodes w",
        StoredSource.All =>
            $"""
            SELECT DISTINCT h.barcode FROM book_status_history h
            WHERE {StoredVolumes.Completed} AND NOT ({string.Join(" AND ", Stages(request).Select(static stage => DoneBefore(stage.Type)))})
            """,
        _ =>
            $"""
            SELECT DISTINCT s.barcode FROM volume_states s
            WHERE s.stage IN ({string.Join(", ", Stages(request).Select(static stage => $"'{stage.Name}'"))}) AND {DerivedStages.Due}
                AND {StoredVolumes.Condition("s.barcode")}
            """,
    };

    /// <summary>A session that went through all and was stopped is gone on with: what it has written is not done again.</summary>
    private static string DoneBefore(string type) =>
        $"""
        EXISTS (SELECT 1 FROM book_status_history d JOIN sessions o ON o.id = CAST(d.session_id AS INTEGER)
            WHERE d.barcode = h.barcode AND d.status_type = '{type}' AND o.workflow = '{SessionTable.DeriveAll}' AND o.id < ?1
                AND o.id > coalesce((SELECT max(e.id) FROM sessions e WHERE e.workflow = '{SessionTable.DeriveAll}' AND e.ended = 'complete'), 0))
        """;

    private static IEnumerable<(string Name, string Type)> Stages(SelectStored request)
    {
        if (request.WithText)
        {
            yield return ("text", "text_extraction");
        }

        if (request.WithMarc)
        {
            yield return ("marc", "marc_extraction");
        }
    }
}
