namespace GrinToS3.Functions.EndToEnd;

/// <summary>Runs of one deployment that are disturbed at random moments and must end as an undisturbed one does.</summary>
/// <param name="stand">The deployment.</param>
/// <param name="chance">Chooses the moments.</param>
internal abstract class KilledRuns(AppStand stand, Random chance)
{
    /// <summary>The run that nothing disturbs.</summary>
    protected const string Undisturbed = "undisturbed";

    private const int Instant = 400;

    /// <summary>How many runs there were.</summary>
    internal int Count { get; private set; }

    internal string Current => $"killed{Count}";

    /// <summary>Done again and again while a run is waited for: a host that gets no processor for too long ends itself, and is to be started again.</summary>
    internal Func<Task> Keep { get; set; } = static () => Task.CompletedTask;

    /// <summary>What holds of a run at its end, in words.</summary>
    internal abstract string Sound { get; }

    protected AppStand Stand => stand;

    /// <summary>The simulator's resource whose requests tell how far a run is.</summary>
    protected abstract string Resource { get; }

    /// <summary>The most of its requests between two kills.</summary>
    protected abstract int RequestsBetweenKills { get; }

    /// <summary>Does the work once without a disturbance.</summary>
    /// <returns>How long it took.</returns>
    internal abstract Task<TimeSpan> RunUndisturbedAsync(FunctionsHost host);

    /// <summary>Begins the next run.</summary>
    internal Task BeginAsync(FunctionsHost host)
    {
        Count++;
        return StartAsync(host, Current);
    }

    internal async Task<bool> IsAliveAsync() => await stand.Hub.StatusAsync(Current) is "Pending" or "Running";

    /// <summary>Waits for a moment: one of a time span's, or some requests into what is left of the run.</summary>
    /// <param name="span">The time span.</param>
    internal async Task WaitForAMomentAsync(TimeSpan span)
    {
        if (chance.Next(4) == 0)
        {
            await Task.Delay(span * chance.NextDouble());
            return;
        }

        var requests = stand.Grin.Journal.Count(Resource) + chance.Next(RequestsBetweenKills);
        await Until.TrueAsync(
            async () =>
            {
                await Keep();
                return stand.Grin.Journal.Count(Resource) >= requests || !await IsAliveAsync();
            },
            Lasting.Step,
            () => $"the run {Current} does not go on");
        await Task.Delay(chance.Next(Instant));
    }

    /// <summary>Fails where something is called done that is not, at the moment of a kill.</summary>
    internal virtual Task AssertAfterKillAsync() => Task.CompletedTask;

    /// <summary>Waits for the run's end, and compares it with the undisturbed one.</summary>
    internal async Task EndAsync()
    {
        await WaitForEndAsync(Current);
        await AssertSameAsync(Current);
    }

    /// <summary>Waits until a run is complete.</summary>
    protected Task WaitForEndAsync(string run) => stand.Hub.EndAsync(run, "Completed", Lasting.Run, Keep);

    /// <summary>Starts a run's work.</summary>
    protected abstract Task StartAsync(FunctionsHost host, string run);

    /// <summary>Fails unless a run has ended as the undisturbed one did.</summary>
    protected abstract Task AssertSameAsync(string run);
}
