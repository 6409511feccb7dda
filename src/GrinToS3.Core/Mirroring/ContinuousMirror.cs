namespace GrinToS3.Mirroring;

/// <summary>One pass after the other, at their times, until somebody stops it or something is wrong that waiting does not cure.</summary>
/// <param name="schedule">Their times.</param>
/// <param name="time">The clock.</param>
public sealed class ContinuousMirror(PassSchedule schedule, TimeProvider time)
{
    // So long a pass was under way or none was wanted; shorter, and a pass that ends at once would ask GRIN without pause.
    private static readonly TimeSpan Least = TimeSpan.FromMinutes(1);

    /// <summary>Runs passes.</summary>
    /// <param name="pass">Makes a pass; its token asks it to stop well, for a pause begins or the end is wanted.</param>
    /// <param name="waiting">Told when the next pass begins.</param>
    /// <param name="stop">Asks for the end: a pass that is under way is asked to stop, and no further one begins.</param>
    /// <returns>What came of the last pass; null where none was begun.</returns>
    public async Task<MirrorResult?> RunAsync(Func<CancellationToken, Task<MirrorResult>> pass, Action<DateTimeOffset> waiting, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(pass);
        ArgumentNullException.ThrowIfNull(waiting);
        MirrorResult? last = null;
        var due = time.GetUtcNow();
        while (await WaitAsync(due, waiting, stop))
        {
            var began = time.GetUtcNow();
            last = await PassAsync(pass, began, stop);
            if (stop.IsCancellationRequested || last.Error is { ShouldRetry: false })
            {
                return last;
            }

            // One that a pause ended goes on when the pause is over.
            due = last.IsStopped ? time.GetUtcNow()
                : last.Error is null ? began + schedule.Every
                : time.GetUtcNow() + (schedule.Every < schedule.AfterOutage ? schedule.Every : schedule.AfterOutage);
            due = due < began + Least && !last.IsStopped ? began + Least : due;
        }

        return last;
    }

    private async Task<MirrorResult> PassAsync(Func<CancellationToken, Task<MirrorResult>> pass, DateTimeOffset began, CancellationToken stop)
    {
        using var room = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var alarm = schedule.UntilPause(began, time.LocalTimeZone) is { } until
            ? time.CreateTimer(static state => ((CancellationTokenSource)state!).Cancel(), room, until, Timeout.InfiniteTimeSpan)
            : null;
        return await pass(room.Token);
    }

    /// <summary>Waits until a pass may begin.</summary>
    /// <returns>False where the end is wanted.</returns>
    private async Task<bool> WaitAsync(DateTimeOffset due, Action<DateTimeOffset> waiting, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var begin = schedule.OutsidePauses(due > now ? due : now, time.LocalTimeZone)
            ?? throw new InvalidOperationException("the pauses leave no time of the day for a pass");
        if (begin > now && !stop.IsCancellationRequested)
        {
            waiting(begin);
            try
            {
                await Task.Delay(begin - now, time, stop);
            }
            catch (OperationCanceledException)
            {
                return false;
            }
        }

        return !stop.IsCancellationRequested;
    }
}
