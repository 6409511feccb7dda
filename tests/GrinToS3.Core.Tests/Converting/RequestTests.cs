using System.Web;
using GrinToS3.Progress;
using GrinToS3.Simulator.Conversions;
using GrinToS3.Syncing;
using Microsoft.Extensions.Time.Testing;

namespace GrinToS3.Converting;

public sealed class RequestTests
{
    private const int Books = 1000;

    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(56));

    [Fact]
    public async Task RequestAsync_AsksFor200ACallAndKeepsEveryAnswer_AsGrinGaveIt()
    {
        await using var run = await SyncFixture.CollectedAsync(SyncFixture.Library(Books), _time);
        var states = run.Grin.Library.Books.ToDictionary(static book => book.Barcode, static book => book.State);
        var failed = run.Grin.Library.Failed.Select(static book => book.Barcode).ToHashSet();
        var queued = run.Grin.QueueLength;
        var wanted = states.Where(one => one.Value is "PREVIOUSLY_DOWNLOADED" or "NEW" && !failed.Contains(one.Key)).Select(static one => one.Key).ToHashSet();

        var result = await run.RequestAsync();

        Assert.Equal((SyncEnd.Complete, wanted.Count, false), (result.End, result.Progress.ToRequest, result.Progress.QueueFull));
        Assert.Equal((wanted.Count + 199) / 200, run.Grin.Journal.Count("_process"));
        Assert.Equal(wanted, [.. Asked(run)]);
        Assert.Equal(wanted.Count, Asked(run).Count);
        Assert.Equal(result.Progress.Requested, run.Grin.QueueLength - queued);
        Assert.Equal(result.Progress.Requested, run.Count("books WHERE processing_request_timestamp IS NOT NULL"));
        Assert.Equal(wanted.Count, result.Progress.Requested + result.Progress.Refused + result.Progress.Unknown);
        Assert.True(result.Progress is { Requested: > 500, Refused: > 0, Unknown: > 0 }, result.Progress.ToString());

        // Each answer as GRIN gave it, and what it means beside it.
        Assert.Equal(
            [
                "failed|unknown|Other error|fail_unknown_answer", "failed|unknown|Please try again later|fail_unknown_answer",
                "requested|requested|Success|success_conversion_requested", "unavailable|unavailable|Not allowed to be downloaded|skip_verified_unavailable",
            ],
            run.Query("""
                SELECT DISTINCT status_value, json_extract(metadata, '$.conversion_status'), json_extract(metadata, '$.grin_response'), json_extract(metadata, '$.reason')
                FROM book_status_history WHERE status_type = 'conversion' AND status_value <> 'conversion_failed' ORDER BY 1, 3
                """));
        Assert.All(
            run.Query("SELECT barcode FROM book_status_history WHERE status_value = 'requested'"),
            barcode => Assert.Equal("IN_PROCESS", run.Grin.Library.TryFind(barcode, out var book) ? book.State : ""));
    }

    [Fact]
    public async Task SyncAsync_RequestsStoredVolumesThatGrinNoLongerOffers_IfTheyAreNamedAndForced()
    {
        await using var run = await SyncFixture.CollectedAsync(SyncFixture.Library(Books), _time);
        await run.SyncAsync(VolumeSource.Converted);
        var named = run.Converted.Take(3).ToList();
        run.Grin.Advance(TimeSpan.FromDays(40));
        Assert.Empty(run.Converted.Intersect(named));
        var input = SyncFixture.Input(VolumeSource.Named) with { BarcodesFile = BarcodesFile.Write(run.Run.Directory, named) };

        var without = await run.SyncAsync(input);
        var forced = await run.SyncAsync(input with { Force = true });

        Assert.Equal((0, 3), (without.Progress.ToRequest, forced.Progress.ToRequest));
        Assert.Equal(named, Asked(run).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task RequestAsync_UnderstandsEveryAnswer_OfVolumesThatWereNamed()
    {
        await using var run = await SyncFixture.CollectedAsync(SyncFixture.Library(Books), _time);
        string First(string state) => run.Grin.Library.Books.First(book => book.State == state).Barcode;
        string[] named = [First("CHECKED_IN"), First("NOT_AVAILABLE_FOR_DOWNLOAD"), First("PREVIOUSLY_DOWNLOADED")];

        await run.SyncAsync(named);

        Assert.Equal(
            ["Other error", "Not allowed to be downloaded", "Success"],
            named.Select(barcode => run.Query(
                $"SELECT json_extract(metadata, '$.grin_response') FROM book_status_history WHERE barcode = '{barcode}' AND status_type = 'conversion'").Single()));
        Assert.Equal(["unknown", "refused", "requested"], named.Select(barcode => State(run, barcode)));
    }

    [Theory]
    [InlineData("Success", ConversionAnswer.Requested)]
    [InlineData("success", ConversionAnswer.Requested)]
    [InlineData("Already being converted", ConversionAnswer.InProcess)]
    [InlineData("Already in process", ConversionAnswer.InProcess)]
    [InlineData("Already available for download", ConversionAnswer.Available)]
    [InlineData("Not allowed to be downloaded", ConversionAnswer.Refused)]
    [InlineData("Other error", ConversionAnswer.Unknown)]
    [InlineData("Please try again later", ConversionAnswer.Unknown)]
    [InlineData("", ConversionAnswer.Unknown)]
    public void Classify_KnowsWhatGrinSays(string text, ConversionAnswer answer) => Assert.Equal(answer, ProcessReply.Classify(text));

    [Fact]
    public async Task RequestAsync_AsksAgainForUnknownAnswersOnly_IfTheirTimeHasCome()
    {
        await using var run = await SyncFixture.CollectedAsync(SyncFixture.Library(Books), _time);
        await run.RequestAsync();
        var unknown = run.Query("SELECT barcode FROM volume_states WHERE stage = 'conversion' AND state = 'unknown' ORDER BY barcode");
        var calls = run.Grin.Journal.Count("_process");

        Assert.Equal(0, (await run.RequestAsync()).Progress.ToRequest);
        Assert.Equal(calls, run.Grin.Journal.Count("_process"));
        _time.Advance(TimeSpan.FromHours(13));

        var result = await run.RequestAsync();

        Assert.Equal(unknown.Count, result.Progress.ToRequest);
        Assert.Equal(unknown, Asked(run, calls).Order(StringComparer.Ordinal));
        Assert.NotEmpty(unknown);
    }

    [Fact]
    public async Task RequestAsync_AsksAgainForVolumesWithoutALine_IfGrinLeftThemOut()
    {
        await using var run = await SyncFixture.CollectedAsync(SyncFixture.Library(Books, "_process:requests=1:missing-lines=10"), _time);

        var result = await run.RequestAsync(limit: 200);

        Assert.InRange(result.Progress.Unknown, 20, 30);
        Assert.Equal(20, run.Count("book_status_history WHERE status_type = 'conversion' AND json_extract(metadata, '$.grin_response') IS NULL AND status_value = 'failed'"));
    }

    /// <summary>Requests that GRIN has lost, and archives that have expired, are found by the lists and asked for again.</summary>
    [Fact]
    public async Task RequestAsync_AsksAgainADayLater_IfNoListShowsAVolumeAnyMore()
    {
        await using var run = await SyncFixture.CollectedAsync(SyncFixture.Library(Books), _time);
        await run.RequestAsync(limit: 100);
        var requested = run.Query("SELECT barcode FROM books WHERE processing_request_timestamp IS NOT NULL");
        var calls = run.Grin.Journal.Count("_process");
        run.Grin.Advance(TimeSpan.FromDays(60));
        var expired = requested.Where(barcode => run.Grin.Library.TryFind(barcode, out var book) && book is { State: "PREVIOUSLY_DOWNLOADED", Failure: null }).ToHashSet();
        Assert.True(expired.Count > 80, $"{expired.Count} expired");

        // They are at the front of the queue, but asked less than a day ago.
        await run.RequestAsync(limit: 100);
        Assert.DoesNotContain(Asked(run, calls), expired.Contains);
        calls = run.Grin.Journal.Count("_process");
        _time.Advance(TimeSpan.FromHours(25));

        await run.RequestAsync();

        Assert.Subset(Asked(run, calls).ToHashSet(), expired);
    }

    [Fact]
    public async Task RequestAsync_NotesAFailedConversionOnceAndAsksAgain_WhenGrinNoLongerListsIt()
    {
        await using var run = await SyncFixture.CollectedAsync(SyncFixture.Library(Books), _time);
        var failed = run.Grin.Library.Failed.ToDictionary(static book => book.Barcode, static book => book.Failure!.Value);
        Assert.NotEmpty(failed);

        await run.RequestAsync();
        _time.Advance(TimeSpan.FromDays(2));
        await run.RequestAsync();

        Assert.DoesNotContain(Asked(run), failed.ContainsKey);
        Assert.Equal(
            failed.OrderBy(static one => one.Key, StringComparer.Ordinal).Select(static one => $"{one.Key}|{one.Value.Date}|{one.Value.Info}|{one.Value.Detail}"),
            run.Query("""
                SELECT barcode, json_extract(metadata, '$.grin_convert_failed_date'), json_extract(metadata, '$.grin_convert_failed_info'),
                    json_extract(metadata, '$.grin_detailed_convert_failed_info')
                FROM book_status_history WHERE status_type = 'conversion' AND status_value = 'conversion_failed' ORDER BY barcode
                """));

        // Somebody else asks for them; they are converted, and their archives expire.
        using var http = new HttpClient { DefaultRequestHeaders = { Authorization = new("Bearer", run.Grin.IssueToken()) } };
        using var answer = await http.GetAsync(new Uri(run.Grin.BaseAddress, $"Example/_process?barcodes={string.Join(',', failed.Keys)}"));
        Assert.True(answer.IsSuccessStatusCode);
        run.Grin.Advance(TimeSpan.FromDays(60));
        var calls = run.Grin.Journal.Count("_process");
        _time.Advance(TimeSpan.FromDays(2));

        await run.RequestAsync();

        var free = failed.Keys.Where(barcode => run.Query(
            $"SELECT 1 FROM grin_lists WHERE list = '_failed' AND barcode = '{barcode}'").Count == 0).ToList();
        Assert.NotEmpty(free);
        Assert.Subset(Asked(run, calls).ToHashSet(), free.ToHashSet());
    }

    /// <summary>gaps 7: "Queue full (429) after 120 of 500 requests".</summary>
    [Theory]
    [InlineData(QueueOverflow.RefuseCall, 200)]
    [InlineData(QueueOverflow.FillThenRefuse, 200)]
    public async Task RequestAsync_LeavesTheRestUntouched_IfTheQueueIsFull(QueueOverflow overflow, int taken)
    {
        var rest = SyncFixture.Library(Books).ToLibrary().InProcess.Count();
        await using var run = await SyncFixture.CollectedAsync(
            SyncFixture.Library(Books) with { QueueLimit = rest + 320, QueueOverflow = overflow }, _time);

        var result = await run.RequestAsync(limit: 500);

        Assert.Equal((SyncEnd.Complete, true, null), (result.End, result.Progress.QueueFull, result.Error));
        Assert.InRange(result.Progress.Requested, taken - 20, taken);
        Assert.Equal(0, result.Progress.Failed);
        Assert.Equal(2, run.Grin.Journal.Count("_process"));
        Assert.Equal(taken, run.Count("book_status_history WHERE status_type = 'conversion' AND status_value <> 'conversion_failed'"));
        Assert.Equal(result.Progress.Requested, run.Count("books WHERE processing_request_timestamp IS NOT NULL"));

        // What GRIN took of the call that it refused stands in its queue, and is not asked for again.
        var calls = run.Grin.Journal.Count("_process");
        var inProcess = run.Grin.Library.InProcess.Select(static book => book.Barcode).ToHashSet();
        await run.RequestAsync(limit: 500);
        Assert.DoesNotContain(Asked(run, calls), inProcess.Contains);
    }

    [Fact]
    public async Task RequestAsync_AsksForAQuotaADay_InHoweverManyStarts()
    {
        await using var run = await SyncFixture.CollectedAsync(SyncFixture.Library(Books), _time);
        var requested = 0;
        for (var start = 0; start < 4; start++)
        {
            requested += (await run.RequestAsync(quota: 150)).Progress.Requested;
            Assert.InRange(requested, 100, 150);
        }

        Assert.Equal(150, requested);
        _time.Advance(TimeSpan.FromDays(1));

        var next = await run.RequestAsync(quota: 150);

        Assert.InRange(next.Progress.Requested, 100, 150);
        Assert.Equal(150, next.Progress.ToRequest);
    }

    [Fact]
    public async Task SyncAsync_RequestsThenFetches_AsConversionsEnd()
    {
        await using var run = await SyncFixture.CollectedAsync(SyncFixture.Library(300), _time);
        var before = run.Converted.Count;
        var input = SyncFixture.Input(VolumeSource.Converted, VolumeSource.Previous) with { Limit = before + 30 };
        var first = await run.SyncAsync(input);
        Assert.Equal((before, 30), (first.Progress.Stored, first.Progress.ToRequest));

        run.Grin.Advance(TimeSpan.FromDays(11));
        var arrived = run.Query("SELECT barcode FROM books WHERE processing_request_timestamp IS NOT NULL")
            .Where(barcode => run.Grin.Archives.Find(barcode) is not null).ToList();
        Assert.NotEmpty(arrived);
        await run.SyncAsync(VolumeSource.Converted);

        Assert.All(arrived, run.AssertStored);
    }

    /// <summary>gaps 12.1: "Number of GRIN requests for N conversion requests &lt;= ceil(N/200) + constant".</summary>
    [Fact]
    public async Task RequestAsync_Makes260CallsAtMostAndAsksForNoneTwice_For50000Volumes()
    {
        await using var run = await SyncFixture.CollectedAsync(SyncFixture.Library(62_000), _time);
        var queued = run.Grin.QueueLength;

        var result = await run.SyncAsync(SyncFixture.Input(VolumeSource.Previous) with { Fetch = false });

        Assert.Equal((SyncEnd.Complete, true, GrinLists.QueueLimit - queued), (result.End, result.Progress.QueueFull, result.Progress.ToRequest));
        Assert.InRange(run.Grin.Journal.Count("_process"), 1, 260);
        Assert.Equal((result.Progress.ToRequest + 199) / 200, run.Grin.Journal.Count("_process"));
        Assert.Equal(result.Progress.ToRequest, Asked(run).Distinct().Count());
        Assert.Equal(result.Progress.ToRequest, Asked(run).Count);
        Assert.Equal(result.Progress.ToRequest, run.Count("book_status_history WHERE status_type = 'conversion' AND status_value <> 'conversion_failed'"));
        Assert.Equal(result.Progress.Requested, run.Grin.QueueLength - queued);
    }

    /// <summary>The volumes that GRIN was asked for, as often as it was, from a call on.</summary>
    private static List<string> Asked(SyncFixture run, int after = 0) =>
    [
        .. run.Grin.Journal.Recent.Where(static one => one.Resource is "_process").Skip(after)
            .SelectMany(static one => HttpUtility.ParseQueryString(one.Path[one.Path.IndexOf('?', StringComparison.Ordinal)..])["barcodes"]!.Split(',')),
    ];

    private static string State(SyncFixture run, string barcode) =>
        run.Query($"SELECT state FROM volume_states WHERE barcode = '{barcode}' AND stage = 'conversion'").Single();
}
