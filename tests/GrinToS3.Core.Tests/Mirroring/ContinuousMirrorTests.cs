using GrinToS3.Collecting;
using GrinToS3.Workflows;

namespace GrinToS3.Mirroring;

public sealed class ContinuousMirrorTests : IDisposable
{
    private static readonly PauseWindow OpeningHours = new(new TimeOnly(8, 0), new TimeOnly(18, 0));

    private readonly JumpingTime _time = new();
    private readonly CancellationTokenSource _end = new();
    private readonly List<DateTimeOffset> _begun = [];
    private readonly List<DateTimeOffset> _announced = [];

    [Theory]
    [InlineData(6, 1, 6)]
    [InlineData(6, 0, 6)]
    [InlineData(6, 9, 9)]
    public async Task RunAsync_BeginsPassesAtTheirTimes_OrAtOnceIfTheLastTookLonger(int every, int takes, int expected)
    {
        await RunAsync(new PassSchedule { Every = TimeSpan.FromHours(every) }, 4, _ => TakeAsync(TimeSpan.FromHours(takes), new MirrorResult()));

        Assert.Equal([expected, expected, expected], Gaps());
    }

    [Theory]
    [InlineData(true, 24.0, 1.0)]
    [InlineData(true, 0.5, 0.5)]
    [InlineData(false, 24.0, null)]
    public async Task RunAsync_TriesSoonerAfterAnOutage_AndEndsWithWhatDoesNotPass(bool shouldRetry, double every, double? expected)
    {
        var last = await RunAsync(new PassSchedule { Every = TimeSpan.FromHours(every) }, 3, _ => Task.FromResult(Failed(shouldRetry)));

        Assert.NotNull(last!.Error);
        Assert.Equal(expected is { } gap ? [gap, gap] : [], Gaps());
    }

    /// <summary>A pass that ends at once must not make the next begin at once, whatever the schedule.</summary>
    [Fact]
    public async Task RunAsync_LeavesAMinuteBetweenPasses()
    {
        await RunAsync(new PassSchedule { Every = TimeSpan.Zero }, 3, _ => Task.FromResult(new MirrorResult()));

        Assert.Equal([0.017, 0.017], Gaps());
    }

    [Fact]
    public async Task RunAsync_EndsThePassAtAPause_AndGoesOnWhenItIsOver()
    {
        var schedule = new PassSchedule { Every = TimeSpan.FromDays(3), Pauses = [OpeningHours] };
        var stopped = new MirrorResult { Collect = new CollectResult { End = CollectEnd.Stopped, Progress = new() } };

        // The clock jumps to the begin of the pause as soon as an alarm is set for it.
        await RunAsync(schedule, 3, async room =>
        {
            await Task.Delay(Timeout.Infinite, room).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            Assert.Equal(8, _time.GetUtcNow().Hour);
            return stopped;
        });

        Assert.InRange(_announced.Count, 2, 3);
        Assert.All(_announced, static next => Assert.Equal((18, 0), (next.Hour, next.Minute)));
    }

    [Fact]
    public async Task RunAsync_BeginsNothing_IfTheEndIsWantedWhileItWaits()
    {
        var passes = 0;

        await new ContinuousMirror(new PassSchedule { Every = TimeSpan.FromDays(1) }, TimeProvider.System).RunAsync(
            _ =>
            {
                passes++;
                return Task.FromResult(new MirrorResult());
            },
            _ => _end.Cancel(),
            _end.Token);

        Assert.Equal(1, passes);
    }

    public void Dispose() => _end.Dispose();

    private static MirrorResult Failed(bool shouldRetry) => new()
    {
        Collect = new CollectResult { End = CollectEnd.Failed, Progress = new(), Error = new RunError(RunErrorKind.Grin, "Unreachable", "no answer", shouldRetry) },
    };

    private Task<MirrorResult> TakeAsync(TimeSpan time, MirrorResult result)
    {
        using var jump = time > TimeSpan.Zero ? _time.Sleep.CreateTimer(static _ => { }, null, time, Timeout.InfiniteTimeSpan) : null;
        return Task.FromResult(result);
    }

    private Task<MirrorResult?> RunAsync(PassSchedule schedule, int passes, Func<CancellationToken, Task<MirrorResult>> pass) =>
        new ContinuousMirror(schedule, _time.Sleep).RunAsync(
            async room =>
            {
                _begun.Add(_time.GetUtcNow());
                var result = await pass(room);
                if (--passes == 0)
                {
                    await _end.CancelAsync();
                }

                return result;
            },
            _announced.Add,
            _end.Token);

    private List<double> Gaps() => [.. _begun.Zip(_begun.Skip(1), static (one, next) => Math.Round((next - one).TotalHours, 3))];
}
