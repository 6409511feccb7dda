namespace GrinToS3.Grin.Http;

/// <summary>Runs asynchronous code on the test's own thread, so that a clock of a test moves only when nothing is left to do at its time.</summary>
internal sealed class OneThread : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _steps = new();

    /// <summary>Starts some code and lets it come to where it waits for the clock.</summary>
    public Task Start(Func<Task> code)
    {
        Task? task = null;
        Post(_ => task = code(), null);
        Settle();
        return task!;
    }

    /// <summary>Runs all that can run now.</summary>
    public void Settle()
    {
        var outer = Current;
        SetSynchronizationContext(this);
        try
        {
            while (_steps.TryDequeue(out var step))
            {
                step.Callback(step.State);
            }
        }
        finally
        {
            SetSynchronizationContext(outer);
        }
    }

    public override void Post(SendOrPostCallback d, object? state) => _steps.Enqueue((d, state));

    public override SynchronizationContext CreateCopy() => this;
}
