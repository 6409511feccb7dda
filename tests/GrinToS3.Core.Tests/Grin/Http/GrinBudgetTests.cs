using System.Diagnostics;
using GrinToS3.Testing;
using Microsoft.Extensions.Time.Testing;

namespace GrinToS3.Grin.Http;

public sealed class GrinBudgetTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Acquire_StartsABurst_ThenFiveASecond()
    {
        using var budget = new GrinBudget(_time, atOnce: 100);
        List<TimeSpan> starts = [];
        var start = _time.GetTimestamp();
        Clock.Run(
            _time,
            () => Task.WhenAll(Enumerable.Range(0, 30).Select(async _ =>
            {
                using var lease = await budget.AcquireAsync(default);
                starts.Add(_time.GetElapsedTime(start));
            })),
            TimeSpan.FromMilliseconds(20));

        Assert.All(starts.Take(5), at => Assert.Equal(TimeSpan.Zero, at));
        for (var n = 5; n < 30; n++)
        {
            // The clock moves in steps of 20 ms, and a waiter may need one more of them to wake.
            Assert.InRange(starts[n].TotalSeconds, ((n - 4) * 0.2) - 1e-6, ((n - 4) * 0.2) + 0.02 + 1e-6);
        }
    }

    [Fact]
    public async Task Acquire_LetsFiveIn_AndThenOneForEachThatLeaves_InTheirOrder()
    {
        using var budget = new GrinBudget(_time, rate: 1e6, burst: 1000);
        List<GrinLease> held = [];
        for (var n = 0; n < 5; n++)
        {
            held.Add(await budget.AcquireAsync(default));
        }

        var waiting = Enumerable.Range(0, 5).Select(_ => budget.AcquireAsync(default).AsTask()).ToList();
        Assert.All(waiting, task => Assert.False(task.IsCompleted));
        for (var n = 0; n < 5; n++)
        {
            held[n].Dispose();
            held[n].Dispose();
            Assert.Same(waiting[n], await Task.WhenAny(waiting.Skip(n)));
            await Task.Delay(10);
            Assert.Equal(n + 1, waiting.Count(task => task.IsCompleted));
        }
    }

    [Fact]
    public async Task Acquire_LosesNothing_IfWaitersGiveUp()
    {
        using var budget = new GrinBudget(_time, rate: 5, burst: 1, atOnce: 2);
        var random = new Random(7);
        (await budget.AcquireAsync(default)).Dispose();
        for (var round = 0; round < 300; round++)
        {
            using var stop = new CancellationTokenSource();
            var waiting = Enumerable.Range(0, 5).Select(_ => budget.AcquireAsync(stop.Token).AsTask()).ToList();
            if (random.Next(2) == 0)
            {
                await Task.Yield();
            }

            await stop.CancelAsync();
            foreach (var task in waiting)
            {
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task);
            }
        }

        // The clock stood still, so one turn comes after 200 ms, and both places must be free.
        var took = Clock.Run(
            _time,
            () => Task.WhenAll(budget.AcquireAsync(default).AsTask(), budget.AcquireAsync(default).AsTask()),
            TimeSpan.FromMilliseconds(20));
        Assert.InRange(took.TotalSeconds, 0.4 - 1e-6, 0.44 + 1e-6);
    }

    [Fact]
    public void PauseFor_HoldsEverybody_AndTheLongestCounts()
    {
        using var budget = new GrinBudget(_time);
        budget.PauseFor(TimeSpan.FromSeconds(10));
        budget.PauseFor(TimeSpan.FromSeconds(3));
        var thread = new OneThread();
        var waiting = thread.Start(() => budget.AcquireAsync(default).AsTask());
        _time.Advance(TimeSpan.FromSeconds(9.9));
        budget.PauseFor(TimeSpan.FromSeconds(5));

        _time.Advance(TimeSpan.FromSeconds(4.9));
        thread.Settle();
        Assert.False(waiting.IsCompleted);

        _time.Advance(TimeSpan.FromSeconds(0.2));
        thread.Settle();
        Assert.True(waiting.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task TakeTurn_CostsATurn_ButNoPlace()
    {
        using var budget = new GrinBudget(_time, rate: 5, burst: 2, atOnce: 1);
        using var lease = await budget.AcquireAsync(default);
        await lease.TakeTurnAsync(default);

        var third = lease.TakeTurnAsync(default).AsTask();
        Assert.False(third.IsCompleted);
        await Clock.RunAsync(_time, third, TimeSpan.FromMilliseconds(20));
    }

    [Fact]
    public async Task Acquire_KeepsItsLimits_UnderRealParallelism()
    {
        using var budget = new GrinBudget(TimeProvider.System, rate: 100, burst: 5, atOnce: 5);
        var (now, most) = (0, 0);
        var watch = Stopwatch.StartNew();
        await Parallel.ForAsync(0, 100, new ParallelOptions { MaxDegreeOfParallelism = 40 }, async (_, ct) =>
        {
            using var lease = await budget.AcquireAsync(ct);
            var inside = Interlocked.Increment(ref now);
            int seen;
            while (inside > (seen = Volatile.Read(ref most)) && Interlocked.CompareExchange(ref most, inside, seen) != seen)
            {
            }

            await Task.Delay(5, ct);
            Interlocked.Decrement(ref now);
        });

        Assert.InRange(most, 1, 5);
        Assert.True(watch.Elapsed >= TimeSpan.FromSeconds(0.94), $"100 requests at 100 a second took {watch.Elapsed}");
    }

    [Fact]
    public async Task Get_GivesItsPlaceBack_IfItIsCancelledWhileTheBodyIsRead()
    {
        await using var stand = new GrinStand(async (_, reply) =>
        {
            await reply.SendRawAsync("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf");
            await reply.StallAsync();
        });
        using var budget = new GrinBudget(TimeProvider.System, atOnce: 1);
        using var stop = new CancellationTokenSource();
        var reading = stand.Client(budget).GetAsync(stand.Server.Base, GrinRequestKind.List, async (response, ct) =>
        {
            await response.Body.ReadExactlyAsync(new byte[4], ct);
            var next = budget.AcquireAsync(default).AsTask();
            Assert.False(next.IsCompleted);
            _ = next.ContinueWith(task => task.Result.Dispose(), TaskScheduler.Default);
            await stop.CancelAsync();
            return await GrinStand.ReadTextAsync(response, ct);
        }, ct: stop.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        using var lease = await budget.AcquireAsync(default).AsTask().WaitAsync(Hang.Limit);
    }

    [Fact]
    public async Task Unlimited_NeverWaits()
    {
        GrinBudget.Unlimited.PauseFor(TimeSpan.FromDays(1));
        for (var n = 0; n < 1000; n++)
        {
            await GrinBudget.Unlimited.AcquireAsync(default);
        }
    }
}
