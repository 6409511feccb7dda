using GrinToS3.Runs;

namespace GrinToS3.Cli.Output;

/// <summary>Lines for a pipe or a log: one every few seconds, not one a step.</summary>
internal sealed class PlainRunView<TProgress, TResult>(TextWriter output, IRunText<TProgress, TResult> text, TimeProvider time) : IRunView<TProgress, TResult>
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly long _started = time.GetTimestamp();
    private long _shown = time.GetTimestamp();
    private Enum? _phase;

    public void Started(RunDirectory directory, RunConfig config, bool created) => Write(text.Started(directory, config, created));

    public void Progressed(TProgress progress)
    {
        if (!text.Phase(progress).Equals(_phase) || time.GetElapsedTime(_shown) >= Interval)
        {
            _phase = text.Phase(progress);
            _shown = time.GetTimestamp();
            output.WriteLine(text.Line(progress, time.GetElapsedTime(_started)));
        }
    }

    public void Noted(string line) => output.WriteLine(line);

    public ValueTask EndedAsync(TResult result)
    {
        Write(text.Ended(result, time.GetElapsedTime(_started)));
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void Write(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            output.WriteLine(line);
        }
    }
}
