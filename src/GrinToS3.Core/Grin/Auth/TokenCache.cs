namespace GrinToS3.Grin.Auth;

/// <summary>Holds the current token and lets one refresh fly at a time (spec: grin-protocol 13).</summary>
/// <param name="time">The clock that tells a token's age.</param>
/// <param name="fetch">Gets a token in place of the given one; null where none was held yet. Must end by itself.</param>
internal sealed class TokenCache(TimeProvider time, Func<AccessToken?, Task<GrinResult<AccessToken>>> fetch)
{
    private readonly Lock _gate = new();
    private AccessToken? _current;
    private Task<GrinResult<AccessToken>>? _flight;

    public async ValueTask<GrinResult<AccessToken>> GetAsync(CancellationToken ct)
    {
        var held = Volatile.Read(ref _current);
        if (held is not null && !IsDue(held))
        {
            return held;
        }

        var renewed = await ReplaceAsync(held, ct);

        // The margin before the expiry is there for such moments: the old token still works while Google can't be reached.
        return renewed.Error is { ShouldRetry: true } && held is not null && time.GetUtcNow() < held.ExpiresAt ? held : renewed;
    }

    public async ValueTask<GrinResult<AccessToken>> ReplaceAsync(AccessToken? old, CancellationToken ct)
    {
        Task<GrinResult<AccessToken>> flight;
        lock (_gate)
        {
            if (_current is { } current && !ReferenceEquals(current, old) && !IsDue(current))
            {
                return current;
            }

            // Off the caller's context: the refresh belongs to all who wait, and outlives a caller who gives up.
            flight = _flight ??= Task.Run(() => FlyAsync(old), CancellationToken.None);
        }

        return await flight.WaitAsync(ct);
    }

    private async Task<GrinResult<AccessToken>> FlyAsync(AccessToken? old)
    {
        try
        {
            var result = await fetch(old);
            lock (_gate)
            {
                _current = result.Value ?? _current;
            }

            return result;
        }
        finally
        {
            lock (_gate)
            {
                _flight = null;
            }
        }
    }

    private bool IsDue(AccessToken token) => time.GetUtcNow() >= token.RefreshAt;
}
