using GrinToS3.Grin.Http;
using GrinToS3.Workflows;
using Microsoft.Extensions.Time.Testing;

namespace GrinToS3.Enriching;

public sealed class EnrichFaultTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch.AddYears(56);

    /// <summary>gaps 1, 7: a failed request stamped its volumes as enriched, and they were never asked for again.</summary>
    [Theory]
    [InlineData("500", "ServerError")]
    [InlineData("soft-error", "SoftErrorPage")]
    [InlineData("cut=0.5", "BodyTruncated")]
    [InlineData("truncate=0.5", "BodyTruncated")]
    [InlineData("layout=column", "LayoutChanged")]
    [InlineData("layout=table", "LayoutChanged")]
    [InlineData("414", "UnexpectedStatus")]
    public async Task EnrichAsync_GoesOnAndAsksAgainLater_IfOneRequestFails(string effect, string kind)
    {
        var time = new FakeTimeProvider(Start);
        await using var run = await EnrichFixture.StartAsync(3000, [$"_barcode_search:requests=2:{effect}"], time);

        var result = await run.EnrichAsync();

        Assert.Equal((EnrichEnd.Complete, null, 0L), (result.End, result.Error, result.Progress.Absent));
        Assert.InRange(result.Progress.Failed, 20, 500);
        Assert.Equal(3000, result.Progress.Enriched + result.Progress.Failed);
        Assert.Equal(result.Progress.Enriched, run.Count("books WHERE enrichment_timestamp > ''"));
        Assert.Equal(
            [$"failed|{kind}|1|{result.Progress.Failed}|2026-01-01T00:15:00+00:00"],
            run.Query("SELECT state, error_kind, attempts, count(*), next_attempt_at FROM volume_states WHERE state <> 'enriched' GROUP BY 1, 2, 3, 5"));

        // They are not due yet, then they are.
        var calls = run.Calls;
        time.Advance(TimeSpan.FromMinutes(14));
        var early = await run.EnrichAsync();
        Assert.Equal((EnrichEnd.Complete, 0L, result.Progress.Failed, calls), (early.End, early.Progress.ToEnrich, early.Progress.Waiting, run.Calls));
        time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(result.Progress.Failed, (await run.EnrichAsync()).Progress.Enriched);
        Assert.Equal(calls + 1, run.Calls);
        Assert.Equal(run.Expected(), run.Rows());
        Assert.Equal(3000, run.Count("volume_states WHERE state = 'enriched' AND attempts = 1 AND error IS NULL AND next_attempt_at IS NULL"));
    }

    [Fact]
    public async Task EnrichAsync_NeedsNoSecondStart_IfTheNextAttemptSucceeds()
    {
        await using var run = await EnrichFixture.StartAsync(
            2000, ["_barcode_search:requests=1:429:retry-after=0", "_barcode_search:requests=3:cut=0.4", "_barcode_search:requests=4:500"], retries: true);

        var result = await run.EnrichAsync();

        Assert.Equal((EnrichEnd.Complete, 2000L, 0L), (result.End, result.Progress.Enriched, result.Progress.Failed));
        Assert.Equal(run.Expected(), run.Rows());
    }

    [Fact]
    public async Task EnrichAsync_WaitsTwiceAsLongEachTimeUpToADay_IfVolumesFailAgainAndAgain()
    {
        var time = new FakeTimeProvider(Start);
        await using var run = await EnrichFixture.StartAsync(20, ["_barcode_search:503"], time);
        var waits = new List<int>();
        for (var attempt = 1; attempt <= 9; attempt++)
        {
            var result = await run.EnrichAsync();
            Assert.Equal((EnrichEnd.Failed, RunErrorKind.Grin, 20L), (result.End, result.Error!.Kind, result.Progress.Failed));
            var due = DateTimeOffset.Parse(
                Assert.Single(run.Query($"SELECT DISTINCT next_attempt_at FROM volume_states WHERE state = 'failed' AND attempts = {attempt}")),
                System.Globalization.CultureInfo.InvariantCulture);
            waits.Add((int)(due - time.GetUtcNow()).TotalMinutes);
            time.Advance(due - time.GetUtcNow());
        }

        Assert.Equal([15, 30, 60, 120, 240, 480, 960, 1440, 1440], waits);
        Assert.Equal(0, run.Count("books WHERE enrichment_timestamp > ''"));
    }

    [Theory]
    [InlineData("token-rejected", RunErrorKind.Auth)]
    [InlineData("403", RunErrorKind.Auth)]
    [InlineData("404", RunErrorKind.BadInput)]
    [InlineData("429", RunErrorKind.Grin)]
    [InlineData("503", RunErrorKind.Grin)]
    [InlineData("layout=column", RunErrorKind.Grin)]
    public async Task EnrichAsync_EndsAndCallsNothingEnriched_IfAFaultConcernsAll(string effect, RunErrorKind kind)
    {
        await using var run = await EnrichFixture.StartAsync(20_000, [$"_barcode_search:requests=8-99999:{effect}"]);

        var result = await run.EnrichAsync();

        Assert.Equal((EnrichEnd.Failed, kind), (result.End, result.Error?.Kind));
        Assert.DoesNotContain('\n', result.Error!.Message);
        Assert.InRange(result.Progress.Enriched, 7 * 485, 7 * 500);
        Assert.Equal(result.Progress.Enriched, run.Count("books WHERE enrichment_timestamp > ''"));

        // Successes that were in flight with the first failures begin the count again; where a token is rejected, everything is asked for twice.
        const int atOnce = 5;
        const int mostFailures = EnrichWalk.MostFailuresInRow + (2 * atOnce);
        Assert.InRange(run.Calls, 8, 7 + (2 * mostFailures));

        // What is everybody's fault is put down to no volume, where that is certain; a guess costs a few of them a quarter of an hour.
        Assert.Equal(result.Progress.Failed, run.Count("volume_states WHERE state = 'failed'"));
        Assert.InRange(result.Progress.Failed, 0, effect is "503" or "layout=column" ? mostFailures * 500 : 0);
        Assert.Equal(0, result.Progress.Absent);
    }

    [Theory]
    [InlineData("503")]
    [InlineData("429")]
    public async Task EnrichAsync_SitsOutAnOutage_IfItHasPatience(string effect)
    {
        var time = new FakeTimeProvider(Start) { AutoAdvanceAmount = TimeSpan.FromMilliseconds(1) };
        await using var run = await EnrichFixture.StartAsync(6000, [$"_barcode_search:requests=3-20:{effect}"], time);
        var waited = false;
        var enriching = run.EnrichAsync(
            EnrichFixture.Input() with { Patience = TimeSpan.FromHours(3) }, progress => waited |= progress.Phase is EnrichPhase.WaitingForGrin);
        await Clock.RunAsync(time, enriching, TimeSpan.FromMilliseconds(400));

        var result = await enriching;
        Assert.Equal((EnrichEnd.Complete, 6000L), (result.End, result.Progress.Enriched + result.Progress.Failed));
        Assert.True(waited);

        // Of those that were in flight when GRIN came back, some may have failed for themselves; 18 requests did in all.
        Assert.InRange(result.Progress.Failed, 0, (EnrichWalk.MostFailuresInRow + 4) * 500);
        time.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal(result.Progress.Failed, (await run.EnrichAsync()).Progress.Enriched);
        Assert.Equal(run.Expected(), run.Rows());
    }
}
