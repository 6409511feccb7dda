using GrinToS3.Simulator.Faults;
using GrinToS3.Simulator.Journal;
using Microsoft.Extensions.Time.Testing;

namespace GrinToS3.Simulator.Tests.Journal;

public sealed class SimulatorJournalTests
{
    private const string Probe = "?format=text&result_count=1";

    [Fact]
    public async Task Counts_TellResourcesAndStatuses()
    {
        await using var session = await GrinSession.StartAsync(new SimulatorOptions { Faults = FaultPlan.Parse("_failed:503") });

        foreach (var address in new[] { Probe, "_all_books", "_all_books?first=100", "_failed", "_reports", "_help" })
        {
            using var response = await session.GetAsync(address);
            await response.Content.ReadAsStringAsync();
        }

        var journal = session.Grin.Journal;
        Assert.Equal(
            [new("_all_books", 200, 2), new("_failed", 503, 1), new("other", 404, 2), new JournalCount("summary", 200, 1)], journal.Counts);
        Assert.Equal(6, journal.Total);
        Assert.Equal(2, journal.Count("_all_books"));
        Assert.Equal(2, journal.Count("_all_books", 200));
        Assert.Equal(0, journal.Count("_all_books", 503));
    }

    [Fact]
    public async Task Recent_TellsTimeAddressAndStatus_OldestFirst()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        await using var session = await GrinSession.StartAsync(time: time);

        await session.GetTextAsync(Probe);
        time.Advance(TimeSpan.FromSeconds(3));
        await session.GetTextAsync("_all_books?result_count=10&first=20");

        Assert.Equal(
            [
                new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), "GET", "summary", "/libraries/Example/" + Probe, 200, true),
                new JournalEntry(
                    new DateTimeOffset(2026, 1, 2, 3, 4, 8, TimeSpan.Zero), "GET", "_all_books",
                    "/libraries/Example/_all_books?result_count=10&first=20", 200, true),
            ],
            session.Grin.Journal.Recent);
    }

    [Fact]
    public async Task Recent_KeepsTheLastThousand_AndCountsKeepAll()
    {
        await using var session = await GrinSession.StartAsync();

        for (var i = 0; i < 1100; i++)
        {
            await session.GetTextAsync($"{Probe}&i={i}");
        }

        Assert.Equal(1000, session.Grin.Journal.Recent.Count);
        Assert.EndsWith("&i=100", session.Grin.Journal.Recent[0].Path, StringComparison.Ordinal);
        Assert.Equal(1100, session.Grin.Journal.Total);
    }

    [Fact]
    public async Task Peaks_TellHowManyCameAtOnceAndInOneSecond()
    {
        var time = new FakeTimeProvider();
        await using var session = await GrinSession.StartAsync(new SimulatorOptions { Latency = TimeSpan.FromMinutes(1) }, time);

        var running = Enumerable.Range(0, 7).Select(_ => session.GetTextAsync(Probe)).ToList();
        while (session.Grin.Journal.MaxConcurrent < 7)
        {
            await Task.Delay(5);
        }

        await PassAsync(Task.WhenAll(running));
        await PassAsync(session.GetTextAsync(Probe));

        // A request is counted before it begins to wait, so one step of the clock may come too early for it.
        async Task PassAsync(Task answers)
        {
            while (!answers.IsCompleted)
            {
                time.Advance(TimeSpan.FromMinutes(1));
                await Task.Delay(5);
            }

            await answers;
        }

        Assert.Equal(7, session.Grin.Journal.MaxConcurrent);
        Assert.Equal(7, session.Grin.Journal.PeakPerSecond);
        Assert.Equal(8, session.Grin.Journal.Total);
    }
}
