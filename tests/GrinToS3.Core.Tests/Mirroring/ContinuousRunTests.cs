using System.Globalization;
using System.Security.Cryptography;
using GrinToS3.Runs;
using GrinToS3.Simulator;
using GrinToS3.Syncing;
using GrinToS3.Verifying;

namespace GrinToS3.Mirroring;

/// <summary>Thirty days of a library, with a simulated GRIN whose conversions take days and fail, and whose archives expire.</summary>
public sealed class ContinuousRunTests(ITestOutputHelper output)
{
    private const int Books = 900;
    private const int Days = 30;
    private const int Quota = 55;

    /// <summary>Fewer than are converted a day: some expire before their turn comes, and have to be requested again.</summary>
    private const int ArchivesAPass = 38;

    private readonly JumpingTime _time = new();
    private readonly List<MirrorResult> _passes = [];
    private readonly Dictionary<DateOnly, int> _asked = [];

    [Fact]
    public async Task RunAsync_HasAllThatCanBeHad_WithinTheQuotaAndWithoutCallsInVain_AfterThirtyDays()
    {
        await using var run = await SyncFixture.StartAsync(Library(), _time, grinTime: _time);

        await LiveAsync(run);

        var books = run.Grin.Library.Books.ToDictionary(static book => book.Barcode);
        var refused = run.Query("SELECT barcode FROM volume_states WHERE stage = 'conversion' AND state = 'refused'");
        var possible = books.Values.Where(static book => book.Failure is null && book.State is not ("CHECKED_IN" or "NOT_AVAILABLE_FOR_DOWNLOAD"));
        var had = run.Query("SELECT barcode FROM books WHERE is_decrypted = 1").ToHashSet(StringComparer.Ordinal);
        var requests = run.Count("book_status_history WHERE status_type = 'conversion' AND status_value = 'requested'");
        var requestedAgain = requests - run.Count("books WHERE processing_request_timestamp > ''");
        int Calls(string resource) => run.Grin.Journal.Count(resource);
        var least = (4 * (Days + 1)) + Calls("_process") + Calls("_barcode_search") + had.Count;
        var made = run.Grin.Journal.Total - Calls("token");
        output.WriteLine(
            $"{_passes.Count} passes: {Calls("_process")} calls for {_asked.Values.Sum()} requests ({requestedAgain} of volumes whose archive had expired), {_asked.Values.Max()} on one day of a quota of {Quota}; "
            + $"{had.Count} volumes stored, {books.Values.Count(static book => book.Failure is not null)} failed at GRIN, {refused.Count} refused by it; "
            + string.Create(CultureInfo.InvariantCulture, $"{made} calls, {least} at the least: {(double)made / least:F3}"));

        Assert.Equal(possible.Select(static book => book.Barcode).Except(refused).Order(), had.Order());
        Assert.InRange(refused.Count, 1, Books / 50);
        Assert.True(requestedAgain > 0, "no archive expired: the test has lost its point");
        Assert.All(_asked, static day => Assert.InRange(day.Value, 1, Quota));
        Assert.InRange(made, least, least * 1.1);
        Assert.InRange(_passes.Sum(static one => one.Audit!.Status.Report!.Counts.Objects), had.Count, 4 * had.Count);
        Assert.All(had, barcode => Assert.Equal(
            Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(run.Archive(barcode)))).ToLowerInvariant(),
            Assert.Single(run.Query($"SELECT sha256 FROM artifacts WHERE barcode = '{barcode}' AND kind = 'archive'"))));
    }

    private static SimulatorOptions Library() => SyncFixture.Library(Books) with
    {
        ConversionTime = TimeSpan.FromDays(6),
        ArchiveLifetime = TimeSpan.FromDays(4),
        DaysPerSecond = 1 / TimeSpan.FromDays(1).TotalSeconds,
        TokenLifetime = TimeSpan.FromDays(365),
    };

    private async Task LiveAsync(SyncFixture run)
    {
        var plan = new MirrorPlan { DailyQuota = Quota, SyncLimit = ArchivesAPass };
        Assert.True(RunName.TryParse("run1", out var name, out _));
        using var end = new CancellationTokenSource();
        await new ContinuousMirror(new PassSchedule { Every = TimeSpan.FromDays(1) }, _time.Sleep).RunAsync(
            async _ =>
            {
                var began = _time.GetUtcNow();
                var result = await run.Run.Host.RunAsync(new MirrorWorkflow(), "run1", plan.ToInput(name), cancellationToken: CancellationToken.None);
                Assert.Equal((null, AuditEnd.Complete, 0L), (result.Error, result.Audit!.End, result.Damaged));
                Note(run, began);
                _passes.Add(result);
                if (_passes.Count > Days)
                {
                    await end.CancelAsync();
                }

                return result;
            },
            static _ => { },
            end.Token);
        Assert.Equal(Days + 1, _passes.Count);
    }

    /// <summary>How many volumes GRIN was asked to convert on a day, as GRIN saw it.</summary>
    private void Note(SyncFixture run, DateTimeOffset began)
    {
        foreach (var call in run.Grin.Journal.Recent.Where(one => one.Resource == "_process" && one.Time >= began))
        {
            var day = DateOnly.FromDateTime(call.Time.UtcDateTime);
            _asked[day] = _asked.GetValueOrDefault(day) + Uri.UnescapeDataString(call.Path).Count(static one => one is ',') + 1;
        }
    }
}
