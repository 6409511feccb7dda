namespace GrinToS3.Grin.Http;

/// <summary>
/// The one limit for all GRIN requests of a process (spec: grin-protocol 2.4): a token bucket for the rate, a number of requests at once, and a
/// pause for everybody when GRIN asks for one. First come, first served.
/// </summary>
public sealed class GrinBudget : IDisposable
{
    /// <summary>Requests a second that GRIN is known to accept.</summary>
    public const double DefaultRate = 5;

    /// <summary>Requests at once that GRIN is known to accept.</summary>
    public const int DefaultAtOnce = 5;

    /// <summary>Neither waits nor pauses: for benchmarks against a server of one's own.</summary>
    public static readonly GrinBudget Unlimited = new();

    private readonly SemaphoreSlim? _places;
    private readonly RequestPacer? _pacer;

    /// <summary>Makes a budget with all its places and its whole burst free.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="rate">Requests a second.</param>
    /// <param name="burst">Requests that may start together after a rest.</param>
    /// <param name="atOnce">Requests in flight.</param>
    public GrinBudget(TimeProvider time, double rate = DefaultRate, int burst = 5, int atOnce = DefaultAtOnce)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(atOnce, 1);
        _places = new SemaphoreSlim(atOnce, atOnce);
        _pacer = new RequestPacer(time, rate, burst);
    }

    private GrinBudget()
    {
    }

    /// <summary>Waits for a place and for a turn.</summary>
    /// <param name="ct">Stops the wait; nothing of the budget is lost.</param>
    /// <returns>The place; dispose it when the body is read.</returns>
    public async ValueTask<GrinLease> AcquireAsync(CancellationToken ct)
    {
        if (_places is null || _pacer is null)
        {
            return new GrinLease(null, null);
        }

        await _places.WaitAsync(ct);
        try
        {
            await _pacer.TakeTurnAsync(ct);
            return new GrinLease(_places, _pacer);
        }
        catch
        {
            _places.Release();
            throw;
        }
    }

    /// <summary>Lets nobody start a request for a while. The longest of several pauses counts.</summary>
    /// <param name="pause">How long from now.</param>
    public void PauseFor(TimeSpan pause) => _pacer?.PauseFor(pause);

    /// <inheritdoc />
    public void Dispose()
    {
        _places?.Dispose();
        _pacer?.Dispose();
    }
}
