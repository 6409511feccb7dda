namespace GrinToS3.Workflows;

/// <summary>Sits out a time in which GRIN does not answer: waits that double from half a minute to ten, as long as patience lasts.</summary>
internal sealed class Outage(IWorkflowContext context, TimeSpan patience, Task stop)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    private DateTime? _since;
    private TimeSpan _wait = FirstWait;

    /// <summary>Tries until it succeeds, or until trying again is of no use.</summary>
    /// <param name="first">The first try, under way already.</param>
    /// <param name="again">Makes another.</param>
    /// <param name="report">Told since when GRIN has not answered.</param>
    internal async Task<Outcome<T>> RunAsync<T>(Task<Outcome<T>> first, Func<Task<Outcome<T>>> again, Action<DateTime> report)
        where T : class
    {
        var outcome = await first;
        while (!outcome.IsSuccess && await WaitAsync(outcome.Error, report))
        {
            outcome = await again();
        }

        return outcome;
    }

    /// <summary>Waits before the next try.</summary>
    /// <returns>False where trying again is of no use, patience is at its end, or somebody asked for the end.</returns>
    internal async Task<bool> WaitAsync(RunError error, Action<DateTime> report)
    {
        var now = context.CurrentUtcDateTime;
        _since ??= now;
        var wait = error.RetryAfter > _wait ? error.RetryAfter.Value : _wait;
        if (!error.ShouldRetry || now + wait - _since > patience || stop.IsCompleted)
        {
            return false;
        }

        report(_since.Value);
        using var stopped = new CancellationTokenSource();
        var timer = context.CreateTimer(wait, stopped.Token);
        await Task.WhenAny(timer, stop);
        stopped.Cancel();
        _wait = _wait * 2 < LongestWait ? _wait * 2 : LongestWait;
        return !stop.IsCompleted;
    }
}
