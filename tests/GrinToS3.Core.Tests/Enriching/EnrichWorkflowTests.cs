namespace GrinToS3.Enriching;

public sealed class EnrichWorkflowTests
{
    private const int Books = 1600;

    [Fact]
    public async Task EnrichAsync_FillsEveryColumnOfEveryVolume_InAsFewCallsAsFit()
    {
        await using var run = await EnrichFixture.StartAsync(Books);

        var result = await run.EnrichAsync();

        Assert.Equal((EnrichEnd.Complete, null), (result.End, result.Error));
        Assert.Equal((Books, Books, 0L, 0L), (result.Progress.ToEnrich, result.Progress.Enriched, result.Progress.Absent, result.Progress.Failed));
        Assert.Equal(run.Expected(), run.Rows());
        Assert.Equal(Books, run.Count("books WHERE enrichment_timestamp > ''"));
        Assert.Equal(Books, run.Count("volume_states WHERE stage = 'enrichment' AND state = 'enriched' AND next_attempt_at IS NULL AND error IS NULL"));
        Assert.Equal(0, run.Count("grin_fields"));
        Assert.Empty(result.Progress.UnknownColumns.Concat(result.Progress.MissingColumns));

        // Each request but the last has no room for one more barcode.
        var requests = run.Grin.Journal.Recent.Where(static one => one.Resource is "_barcode_search").ToList();
        var longest = requests.Max(one => run.Grin.BaseAddress.GetLeftPart(UriPartial.Authority).Length + one.Path.Length);
        Assert.InRange(longest, 7500 - 15, 7500);
        Assert.Equal((Books + 489) / 490, requests.Count);
        Assert.Equal(["complete"], run.Query("SELECT ended FROM sessions WHERE workflow = 'Enrich'"));
        Assert.Contains(result.Published, static one => one.Place.EndsWith("books_latest.csv.gz", StringComparison.Ordinal));
        Assert.Contains("\"books_enriched\": 1600", await File.ReadAllTextAsync(run.Run.Directory.ProcessSummary), StringComparison.Ordinal);

        // And there is nothing left to do.
        var calls = run.Calls;
        Assert.Equal((EnrichEnd.Complete, 0), ((await run.EnrichAsync()).End, run.Calls - calls));
    }

    /// <summary>gaps 1, 8: blanks wrote over what was there, also over what collecting had brought.</summary>
    [Fact]
    public async Task EnrichAsync_LeavesWhatIsThere_IfGrinShowsABlank()
    {
        await using var run = await EnrichFixture.StartAsync(600);
        run.Change($"UPDATE books SET {string.Join(", ", EnrichFixture.Columns.Select(static one => $"{one.Column} = 'kept'"))}");

        await run.EnrichAsync();

        Assert.Equal(run.Expected(blank: "kept"), run.Rows());
    }

    public static TheoryData<string, string?> Layouts
    {
        get
        {
            var layouts = new TheoryData<string, string?> { { "layout=added", null }, { "layout=moved", null } };
            foreach (var (_, name) in EnrichFixture.Columns)
            {
                layouts.Add($"missing-column={name}", name);
            }

            return layouts;
        }
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public async Task EnrichAsync_ChangesNoOtherColumn_IfOneIsMissingAddedOrMoved(string fault, string? missing)
    {
        await using var run = await EnrichFixture.StartAsync(200, [$"_barcode_search:{fault}"]);
        run.Change($"UPDATE books SET {string.Join(", ", EnrichFixture.Columns.Select(static one => $"{one.Column} = 'kept'"))}");

        var result = await run.EnrichAsync();

        Assert.Equal(EnrichEnd.Complete, result.End);
        Assert.Equal(run.Expected(blank: "kept", without: missing), run.Rows());
        Assert.Equal(missing is null ? [] : [missing], result.Progress.MissingColumns);
    }

    [Fact]
    public async Task EnrichAsync_KeepsUnknownColumnsBeside_ButNoBlanks()
    {
        await using var run = await EnrichFixture.StartAsync(700, ["_barcode_search:layout=added"]);

        var result = await run.EnrichAsync();

        Assert.Equal(["Shelf Mark", "Größe (cm)"], result.Progress.UnknownColumns);
        var expected = run.Grin.Library.Books
            .SelectMany(static book => new[] { "Größe (cm)", "Shelf Mark" }.Select(name => (book.Barcode, Name: name, Value: book.Report[name])))
            .Where(static one => one.Value.Length > 0)
            .Select(static one => $"{one.Barcode}|{one.Name}|{one.Value}");
        Assert.Equal(expected.Order(StringComparer.Ordinal), run.Query("SELECT barcode, name, value FROM grin_fields").Order(StringComparer.Ordinal));
        Assert.InRange(run.Count("grin_fields WHERE name = 'Shelf Mark'"), 1, 699);
    }

    [Fact]
    public async Task EnrichAsync_NotesThatAVolumeIsAbsent_IfGrinDoesNotShowIt()
    {
        await using var run = await EnrichFixture.StartAsync(300);
        run.Change("INSERT INTO books (barcode, created_at, updated_at) VALUES ('90000000000001', 'c', 'u'), ('no barcode & all', 'c', 'u')");

        var result = await run.EnrichAsync();

        Assert.Equal((EnrichEnd.Complete, 300L, 2L, 0L), (result.End, result.Progress.Enriched, result.Progress.Absent, result.Progress.Failed));
        Assert.Equal(
            ["90000000000001|absent|", "no barcode & all|absent|BadBarcode"],
            run.Query("SELECT barcode, state, error_kind FROM volume_states WHERE state <> 'enriched' ORDER BY barcode"));
        Assert.Equal(302, run.Count("books WHERE enrichment_timestamp > ''"));
        Assert.Equal(["90000000000001" + new string('|', 24)], run.Rows("barcode = '90000000000001'"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(493)]
    [InlineData(1200)]
    public async Task EnrichAsync_TakesNoMoreThanTheLimit_OldestFirst(int limit)
    {
        await using var run = await EnrichFixture.StartAsync(Books);

        var result = await run.EnrichAsync(EnrichFixture.Input(limit));

        Assert.Equal((EnrichEnd.Complete, limit, limit), (result.End, result.Progress.ToEnrich, result.Progress.Enriched));
        Assert.Equal(
            run.Grin.Library.Books.Take(limit).Select(static book => book.Barcode),
            run.Query("SELECT barcode FROM books WHERE enrichment_timestamp > '' ORDER BY rowid"));
    }

    [Fact]
    public async Task EnrichAsync_AsksForAllAgainAndKeepsWhatWasCollected_IfItIsReset()
    {
        await using var run = await EnrichFixture.StartAsync(900, ["_barcode_search:times=2:layout=added"]);
        await run.EnrichAsync();
        run.Change("UPDATE books SET grin_rubbish = 'old', converted_date = 'collected', enrichment_timestamp = 'earlier'");

        var result = await run.EnrichAsync(EnrichFixture.Input(limit: 10, reset: true));

        Assert.Equal((EnrichEnd.Complete, 900L, 10L), (result.End, result.Progress.Forgotten, result.Progress.Enriched));
        Assert.Equal(890, run.Count("books WHERE enrichment_timestamp IS NULL AND grin_rubbish IS NULL AND grin_viewability IS NULL AND grin_check_in_date IS NULL"));
        Assert.Equal(890, run.Count("books WHERE enrichment_timestamp IS NULL AND converted_date = 'collected' AND grin_state > ''"));
        Assert.Equal((10, 0), (run.Count("volume_states"), run.Count("grin_fields")));

        Assert.Equal(890, (await run.EnrichAsync()).Progress.Enriched);
        Assert.Equal(900, run.Count("volume_states WHERE state = 'enriched'"));
    }

    [Fact]
    public async Task EnrichAsync_EndsWellAndGoesOn_IfItIsAskedToStop()
    {
        await using var whole = await EnrichFixture.StartAsync(12_000);
        await whole.EnrichAsync();
        await using var run = await EnrichFixture.StartAsync(12_000);
        var stopped = await run.EnrichAsync(status: progress =>
        {
            if (progress.Requests is 7)
            {
                run.Run.Host.RaiseEvent("run1", EnrichWorkflow.StopEvent, true);
            }
        });

        Assert.Equal((EnrichEnd.Stopped, null), (stopped.End, stopped.Error));
        Assert.InRange(stopped.Progress.Requests, 7, 20);
        Assert.Equal(stopped.Progress.Enriched, run.Count("books WHERE enrichment_timestamp > ''"));
        run.Run.Restart();

        var result = await run.EnrichAsync();

        Assert.Equal((EnrichEnd.Complete, 12_000), (result.End, stopped.Progress.Enriched + result.Progress.Enriched));
        Assert.Equal(whole.EndState(), run.EndState());
        Assert.InRange(run.Calls, whole.Calls, whole.Calls + 1);
    }

    [Fact]
    public async Task EnrichAsync_EndsWithTheSameRows_IfEverythingIsDeliveredTwice()
    {
        await using var once = await EnrichFixture.StartAsync(3000, retries: true);
        await once.EnrichAsync();
        await using var run = await EnrichFixture.StartAsync(3000, deliverTwice: true, retries: true);

        var result = await run.EnrichAsync();

        Assert.Equal((EnrichEnd.Complete, 3000), (result.End, result.Progress.Enriched));
        Assert.Equal(once.EndState(), run.EndState());
        Assert.Equal(once.Calls, run.Calls);
    }

    [Fact]
    public async Task EnrichAsync_TakesNewStates_IfGrinsAreNewer()
    {
        await using var run = await EnrichFixture.StartAsync(800);
        run.Change("UPDATE books SET grin_state = 'CHECKED_IN'");

        await run.EnrichAsync();

        Assert.Equal(run.Grin.Library.Books.Count(static book => book.State is "CONVERTED"), run.Count("books WHERE grin_state = 'CONVERTED'"));
    }

    [Fact]
    public async Task EnrichAsync_EndsAtOnce_IfThereIsNoVolume()
    {
        await using var run = await EnrichFixture.StartAsync(0);

        Assert.Equal((EnrichEnd.Complete, 0), ((await run.EnrichAsync()).End, run.Calls));
    }
}
