using GrinToS3.Runs;

namespace GrinToS3.Verifying;

/// <summary>Finds out whether a session works on a run, by its lock, which is held for a moment only.</summary>
/// <param name="directory">The run's folder.</param>
/// <param name="time">The clock.</param>
internal sealed class SessionWatch(RunDirectory directory, TimeProvider time)
{
    // A process that is just being started has a copy of its parent's locks for some milliseconds.
    private const int Attempts = 5;
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private Task<bool>? _asked;
    private long _answered;

    /// <summary>Whether a session works on it now, or did some seconds ago.</summary>
    internal Task<bool> IsAtWorkAsync()
    {
        // One question for all who ask at once: two that look at the same moment would take each other for a session.
        lock (_gate)
        {
            var isFresh = _asked is not null && (!_asked.IsCompleted || (_asked is { IsCompletedSuccessfully: true, Result: true } && time.GetElapsedTime(_answered) < Remembered));
            return isFresh ? _asked! : _asked = AskAsync();
        }
    }

    private async Task<bool> AskAsync()
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            using (var free = RunLock.TryTake(directory))
            {
                if (free is not null)
                {
                    return false;
                }
            }

            await Task.Delay(Wait);
        }

        _answered = time.GetTimestamp();
        return true;
    }
}
