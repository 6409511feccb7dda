using System.Globalization;

namespace GrinToS3.Progress.Mounts;

/// <summary>
/// Waits for the lock of another. Its holder lives while <c>books.db.owner</c> changes, by this host's monotonic clock alone; a lock whose holder
/// has been still for <see cref="ProgressStoreOptions.DeadAfter"/> is taken away from it.
/// </summary>
internal sealed class LockWatch(MountNames names, ProgressStoreOptions options, ProgressMetrics metrics, bool mayBreak = true)
{
    private const int LooksPerBeat = 10;

    // Successors may die too, but not for ever.
    private const int MostDeaths = 3;

    // An SMB client keeps a file open for a second after it was closed, and goes on reading that one when another has taken its place.
    private const int OwnerLooksPerBeat = 2;

    private readonly TimeProvider _clock = options.TimeProvider;
    private long? _started;

    /// <summary>Returns when the lock may be free: the holder let it go, or was dead and is replaced.</summary>
    /// <exception cref="ProgressStoreException">A living host kept the lock for longer than the busy timeout.</exception>
    public void Wait()
    {
        if (_started is null)
        {
            metrics.BusyWait();
        }

        _started ??= _clock.GetTimestamp();
        if (_clock.GetElapsedTime(_started.Value) > options.BusyTimeout + (MostDeaths * options.DeadAfter))
        {
            throw Busy(names.Database, LockView.Of(names), "and could not be replaced");
        }

        var first = LockView.Of(names);
        var last = first;
        var lastChange = _clock.GetTimestamp();
        var lastRead = lastChange;
        var lives = false;
        while (last.IsTaken)
        {
            Pause();
            var isRead = _clock.GetElapsedTime(lastRead) >= options.BeatInterval / OwnerLooksPerBeat;
            var now = LockView.Of(names, isRead ? null : last.Owner ?? "");
            lastRead = isRead ? _clock.GetTimestamp() : lastRead;
            if (!now.IsSameLock(first))
            {
                break;
            }

            if (isRead && now.Owner != last.Owner)
            {
                lives = true;
                lastChange = _clock.GetTimestamp();
            }

            last = isRead ? now : now with { Owner = last.Owner };
            var still = _clock.GetElapsedTime(lastChange);
            if (!mayBreak && IsOutOfPatience && !lives)
            {
                throw new ProgressStoreException(
                    ProgressFault.Busy,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{names.Database} is locked by {last.HolderName()}, which has not moved for {still.TotalSeconds:0.#} s; run this again, or start a session that writes: it takes the file over when its owner is dead"));
            }

            if (mayBreak && still >= options.DeadAfter)
            {
                new LockTakeover(names, options, metrics).Run(last);
                return;
            }

            if (lives && IsOutOfPatience)
            {
                throw Busy(names.Database, last);
            }
        }

        // Let go, and taken by another again and again: nobody is dead, but there is an end to waiting.
        if (IsOutOfPatience)
        {
            throw Busy(names.Database, last);
        }

        if (!last.IsTaken)
        {
            Pause();
            RestoreTokenIfLost();
        }
    }

    private void RestoreTokenIfLost()
    {
        var started = _clock.GetTimestamp();
        while (mayBreak && !LockView.Of(names).IsTaken && names.FreeEpoch() is null)
        {
            if (_clock.GetElapsedTime(started) >= options.DeadAfter)
            {
                new LockTakeover(names, options, metrics).Restore();
                return;
            }

            Pause();
        }
    }

    /// <summary>The answer to who wants what a living host has.</summary>
    private static ProgressStoreException Busy(string path, LockView view, string state = "which is alive and at work on it") => new(
        ProgressFault.Busy,
        string.Create(CultureInfo.InvariantCulture, $"{path} is locked by {view.HolderName()}, {state}; wait until it has ended and run this again"));

    private bool IsOutOfPatience => _clock.GetElapsedTime(_started!.Value) >= options.BusyTimeout;

    private void Pause() => Task.Delay(options.BeatInterval / LooksPerBeat, _clock).Wait();
}
