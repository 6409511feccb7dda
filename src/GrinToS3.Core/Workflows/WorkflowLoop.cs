using System.Threading.Channels;

namespace GrinToS3.Workflows;

/// <summary>One workflow's logical thread: every continuation runs here, one at a time, in the order in which its cause arrived.</summary>
internal sealed class WorkflowLoop : SynchronizationContext, IDisposable
{
    private readonly Channel<(SendOrPostCallback Callback, object? State)> _steps =
        Channel.CreateUnbounded<(SendOrPostCallback, object?)>(new UnboundedChannelOptions { SingleReader = true });

    public override void Post(SendOrPostCallback d, object? state) => _steps.Writer.TryWrite((d, state));

    public override void Send(SendOrPostCallback d, object? state) =>
        throw new NotSupportedException("a workflow's thread can't be entered from outside");

    public override SynchronizationContext CreateCopy() => this;

    public void Dispose() => _steps.Writer.TryComplete();

    /// <summary>Runs a workflow's code, and all that follows from it, until its task ends.</summary>
    internal async Task<T> RunAsync<T>(Func<Task<T>> workflow)
    {
        Task<T>? task = null;
        Post(
            _ =>
            {
                task = workflow();
                task.ContinueWith(_ => Post(static _ => { }, null), TaskScheduler.Default);
            },
            null);

        // Steps that an earlier generation left behind may come before this one's first.
        while (task is not { IsCompleted: true })
        {
            Step(await _steps.Reader.ReadAsync());
        }

        return await task;
    }

    private void Step((SendOrPostCallback Callback, object? State) step)
    {
        var outer = Current;
        SetSynchronizationContext(this);
        try
        {
            step.Callback(step.State);
        }
        finally
        {
            SetSynchronizationContext(outer);
        }
    }
}
