namespace GrinToS3.Simulator.Conversions;

/// <summary>
/// The calendar that conversions go by. It stands still unless it is told to run or is moved, so that a library at rest stays as its seed
/// describes it, and it begins after every date that such a library shows.
/// </summary>
internal sealed class SimulationClock
{
    /// <summary>When the calendar ends: GRIN's dates are kept as minutes of 40 years (see GrinMinute).</summary>
    public static readonly TimeSpan End = TimeSpan.FromDays(11 * 365);

    private readonly double _daysPerSecond;
    private readonly TimeProvider _time;
    private readonly long _started;
    private long _movedTicks;

    public SimulationClock(double daysPerSecond, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(daysPerSecond);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(daysPerSecond, End.TotalDays);
        (_daysPerSecond, _time, _started) = (daysPerSecond, time, time.GetTimestamp());
    }

    /// <summary>Simulated time since the start.</summary>
    public TimeSpan Elapsed
    {
        get
        {
            var ran = _daysPerSecond == 0 ? 0 : _time.GetElapsedTime(_started).TotalSeconds * _daysPerSecond * TimeSpan.TicksPerDay;
            return TimeSpan.FromTicks((long)Math.Min(ran + Interlocked.Read(ref _movedTicks), End.Ticks));
        }
    }

    /// <summary><see cref="Elapsed"/> in whole minutes.</summary>
    public int Minute => (int)(Elapsed.Ticks / TimeSpan.TicksPerMinute);

    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        Interlocked.Add(ref _movedTicks, Math.Min(by.Ticks, End.Ticks));
    }
}
