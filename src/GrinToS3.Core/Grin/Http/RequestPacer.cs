namespace GrinToS3.Grin.Http;

/// <summary>A token bucket whose waiters form one queue: only its head watches the clock, so a waiter who gives up costs nothing.</summary>
internal sealed class RequestPacer : IDisposable
{
    private readonly TimeProvider _time;
    private readonly double _rate;
    private readonly int _burst;
    private readonly SemaphoreSlim _head = new(1, 1);
    private readonly Lock _gate = new();
    private readonly long _start;
    private double _tokens;
    private TimeSpan _filled;
    private TimeSpan _pausedUntil;

    public RequestPacer(TimeProvider time, double rate, int burst)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rate);
        ArgumentOutOfRangeException.ThrowIfLessThan(burst, 1);
        (_time, _rate, _burst, _tokens) = (time, rate, burst, burst);
        _start = time.GetTimestamp();
    }

    public async ValueTask TakeTurnAsync(CancellationToken ct)
    {
        // The runtime wakes asynchronous waiters of a semaphore in their order.
        await _head.WaitAsync(ct);
        try
        {
            while (TryTake() is { } wait)
            {
                await Task.Delay(wait, _time, ct);
            }
        }
        finally
        {
            _head.Release();
        }
    }

    public void PauseFor(TimeSpan pause)
    {
        lock (_gate)
        {
            var until = Now + pause;
            _pausedUntil = until > _pausedUntil ? until : _pausedUntil;
        }
    }

    public void Dispose() => _head.Dispose();

    private TimeSpan Now => _time.GetElapsedTime(_start);

    /// <summary>Takes a token; or says how long there can be none.</summary>
    private TimeSpan? TryTake()
    {
        lock (_gate)
        {
            var now = Now;
            _tokens = Math.Min(_burst, _tokens + ((now - _filled).TotalSeconds * _rate));
            _filled = now;
            if (now < _pausedUntil)
            {
                return AtLeastOneTick(_pausedUntil - now);
            }

            // Sums of fractions may fall short of a whole token by a hair.
            if (_tokens < 1 - 1e-9)
            {
                return AtLeastOneTick(TimeSpan.FromSeconds((1 - _tokens) / _rate));
            }

            _tokens -= 1;
            return null;
        }
    }

    /// <summary>Timers count whole milliseconds and round down, which would spin.</summary>
    private static TimeSpan AtLeastOneTick(TimeSpan wait) => TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling(wait.TotalMilliseconds)));
}
