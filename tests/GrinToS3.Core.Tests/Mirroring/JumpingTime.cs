using System.Diagnostics;

namespace GrinToS3.Mirroring;

/// <summary>
/// The real clock, but it jumps ahead where somebody waits by <see cref="Sleep"/>. A simulated GRIN that is given it has its conversions end and its
/// archives expire by the same time.
/// </summary>
internal sealed class JumpingTime : TimeProvider
{
    private long _jumped;

    internal JumpingTime() => Sleep = new Sleeping(this);

    /// <summary>The same time, for who sleeps: every timer is due at once, and the clock is then where it would have been.</summary>
    internal TimeProvider Sleep { get; }

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Stopwatch.GetElapsedTime(0).Ticks + Interlocked.Read(ref _jumped);

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _jumped));

    private sealed class Sleeping(JumpingTime clock) : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone => clock.LocalTimeZone;

        public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Interlocked.Add(ref clock._jumped, dueTime.Ticks);
            return System.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
