namespace GrinToS3.Progress.Mounts;

/// <summary>
/// Renews <c>books.db.owner</c> in the background for one connection: while it holds the lock, and, for the owner, while nobody does. So
/// whoever waits for a lock sees the beats of its holder and of nobody else.
/// </summary>
internal sealed class OwnerBeat : IDisposable
{
    private readonly Lock _gate = new();
    private readonly MountNames _names;
    private readonly string _host;
    private readonly string _nonce;
    private readonly Func<bool> _isHolder;
    private readonly Func<bool> _isFree;
    private readonly ProgressMetrics _metrics;
    private readonly ITimer _timer;
    private long _beat;
    private long? _generation;
    private bool _disposed;

    /// <summary>Begins to beat.</summary>
    /// <param name="names">Where.</param>
    /// <param name="host">The host id.</param>
    /// <param name="nonce">The connection.</param>
    /// <param name="options">How often, and by which clock.</param>
    /// <param name="isHolder">Whether it holds the lock.</param>
    /// <param name="isFree">Whether nobody does.</param>
    /// <param name="metrics">Counts what is missed.</param>
    public OwnerBeat(MountNames names, string host, string nonce, ProgressStoreOptions options, Func<bool> isHolder, Func<bool> isFree, ProgressMetrics metrics)
    {
        (_names, _host, _nonce, _isHolder, _isFree, _metrics) = (names, host, nonce, isHolder, isFree, metrics);
        _timer = options.TimeProvider.CreateTimer(static state => ((OwnerBeat)state!).Renew(), this, options.BeatInterval, options.BeatInterval);
    }

    /// <summary>The beats of a connection.</summary>
    public static OwnerBeat Of(MountLock mountLock, ProgressStoreOptions options, ProgressMetrics metrics) => new(
        mountLock.Names,
        mountLock.Host,
        mountLock.Nonce,
        options,
        () => mountLock.IsHeld,
        () => !mountLock.IsLost && !mountLock.IsTaken(),
        metrics);

    /// <summary>Makes the connection the owner's.</summary>
    public void Own(long generation)
    {
        lock (_gate)
        {
            _generation = generation;
        }

        Renew();
    }

    public void Dispose()
    {
        _timer.Dispose();
        lock (_gate)
        {
            if (!_disposed && OwnerRecord.Parse(OwnerRecord.ReadText(_names))?.Nonce == _nonce)
            {
                _ = MountCalls.Remove(_names.Owner);
            }

            _disposed = true;
        }
    }

    private void Renew()
    {
        // A beat that takes longer than the interval is not caught up with.
        if (!_gate.TryEnter())
        {
            return;
        }

        try
        {
            if (!_disposed && (_isHolder() || (_generation is not null && _isFree() && !IsSucceeded())))
            {
                new OwnerRecord(_host, _nonce, _generation, ++_beat).Write(_names);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next one is due soon; a host that misses many is taken for dead, and finds out when it asks for its lock.
            _metrics.BeatMissed();
        }
        finally
        {
            _gate.Exit();
        }
    }

    private bool IsSucceeded() => OwnerRecord.Parse(OwnerRecord.ReadText(_names))?.Generation > _generation;
}
