namespace GrinToS3.Workflows;

/// <summary>A run that somebody works with: it is not closed for idling before it is given back.</summary>
public sealed class RunLease : IDisposable
{
    private Action? _giveBack;

    internal RunLease(OpenRun run, Action giveBack)
    {
        Run = run;
        _giveBack = giveBack;
    }

    /// <summary>The run.</summary>
    public OpenRun Run { get; }

    /// <inheritdoc />
    public void Dispose() => Interlocked.Exchange(ref _giveBack, null)?.Invoke();
}
