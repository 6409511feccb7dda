namespace GrinToS3.Enriching;

/// <summary>Enriching as a cheap poll of states for conversions.</summary>
public sealed class EnrichPollTests
{
    private const int Books = 3600;

    // Three moments for all, so that neither a share nor a page of shares ends where a moment does; and some that nobody requested, or that are stored.
    private static readonly string[] Requests =
    [
        "UPDATE books SET grin_state = 'OLD', processing_request_timestamp = "
            + "CASE WHEN rowid % 50 = 0 THEN NULL WHEN rowid % 51 = 0 THEN '' ELSE '2026-01-0' || (1 + rowid % 3) || 'T00:00:00' END",
        "INSERT INTO book_status_history (barcode, status_type, status_value, timestamp) SELECT barcode, 'sync', 'completed', '' FROM books WHERE rowid % 7 < 2",
        "INSERT INTO book_status_history (barcode, status_type, status_value, timestamp) SELECT barcode, 'sync', 'reopened', '' FROM books WHERE rowid % 7 = 1",

        // One that is stored may have failed to be fetched anew.
        "INSERT INTO volume_states (barcode, stage, state, attempts, updated_at) SELECT barcode, 'sync', 'failed', 1, '' FROM books WHERE rowid % 14 < 3",
    ];

    private const string Polled = "processing_request_timestamp > '' AND rowid % 7 > 0";

    [Fact]
    public async Task EnrichAsync_AsksForWhatWasRequestedAndIsNotStored_IfItPolls()
    {
        await using var run = await StartAsync();
        var polled = run.Query($"SELECT barcode FROM books WHERE {Polled}").ToHashSet(StringComparer.Ordinal);
        List<string> expected = [.. run.Expected().Where(row => polled.Contains(row.Split('|')[0]))];

        var result = await run.EnrichAsync(Poll());

        Assert.Equal((EnrichEnd.Complete, null), (result.End, result.Error));
        Assert.Equal((expected.Count, expected.Count, 0L), (result.Progress.ToEnrich, result.Progress.Enriched, result.Progress.Failed));
        Assert.Equal((expected.Count + 489) / 490, result.Progress.Requests);
        Assert.True(result.Progress.Requests > 5, "one page of shares only");
        Assert.Equal(expected, run.Rows(Polled));
        Assert.Equal(Books - expected.Count, run.Count($"books WHERE ({Polled}) IS NOT 1 AND grin_state = 'OLD'"));
        Assert.Equal(
            run.Query($"SELECT grin_state, count(*) FROM books WHERE {Polled} GROUP BY 1 ORDER BY 1"),
            result.Progress.States.Select(static one => $"{one.Key}|{one.Value}"));
        Assert.True(result.Progress.States.Count > 1);

        // A poll has no end: it asks again whenever it is wanted.
        Assert.Equal(expected.Count, (await run.EnrichAsync(Poll())).Progress.Enriched);
    }

    [Fact]
    public async Task EnrichAsync_AsksForTheOldestRequestsFirst_IfAPollIsLimited()
    {
        await using var run = await StartAsync();

        await run.EnrichAsync(Poll() with { Limit = 700 });

        Assert.Equal(
            run.Query($"SELECT barcode FROM books WHERE {Polled} ORDER BY processing_request_timestamp, barcode LIMIT 700").Order(StringComparer.Ordinal),
            run.Query("SELECT barcode FROM books WHERE grin_state <> 'OLD' ORDER BY barcode"));
    }

    [Fact]
    public async Task EnrichAsync_NotesNothing_IfARequestOfAPollFails()
    {
        await using var run = await StartAsync("_barcode_search:requests=2:500");
        var states = run.Query("SELECT * FROM volume_states ORDER BY 1, 2");

        var result = await run.EnrichAsync(Poll());

        Assert.Equal(EnrichEnd.Complete, result.End);
        Assert.InRange(result.Progress.Failed, 100, 500);
        Assert.Equal(result.Progress.Failed, run.Count($"books WHERE {Polled} AND grin_state = 'OLD' AND enrichment_timestamp IS NULL"));
        Assert.Equal(states, run.Query("SELECT * FROM volume_states WHERE stage <> 'enrichment' ORDER BY 1, 2"));
        Assert.Equal(0, run.Count("volume_states WHERE stage = 'enrichment' AND state <> 'enriched'"));

        // They are due as they were before.
        Assert.Equal(Books - result.Progress.Enriched, (await run.EnrichAsync()).Progress.Enriched);
    }

    private static EnrichInput Poll() => EnrichFixture.Input() with { Requested = true };

    private static async Task<EnrichFixture> StartAsync(params string[] faults)
    {
        var run = await EnrichFixture.StartAsync(Books, faults);
        Array.ForEach(Requests, run.Change);
        return run;
    }
}
