using GrinToS3.Runs;
using Spectre.Console;

namespace GrinToS3.Cli.Output;

/// <summary>A bar on a terminal. Where nobody knows how much there is, as with an inventory, it only moves.</summary>
internal sealed class TerminalRunView<TProgress, TResult> : IRunView<TProgress, TResult>
{
    private readonly IRunText<TProgress, TResult> _text;
    private readonly TimeProvider _time;
    private readonly long _started;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _display;
    private ProgressTask? _bar;

    internal TerminalRunView(IRunText<TProgress, TResult> text, TimeProvider time)
    {
        _text = text;
        _time = time;
        _started = time.GetTimestamp();
        _display = AnsiConsole.Progress()
            .AutoClear(true)
            .Columns(new SpinnerColumn(), new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new ElapsedTimeColumn())
            .StartAsync(async context =>
            {
                _bar = context.AddTask("Preparing", maxValue: 1);
                _bar.IsIndeterminate = true;
                await _ended.Task;
            });
    }

    public void Started(RunDirectory directory, RunConfig config, bool created)
    {
        foreach (var line in _text.Started(directory, config, created))
        {
            Noted(line);
        }
    }

    public void Progressed(TProgress progress)
    {
        if (_bar is { } bar)
        {
            bar.Description = Markup.Escape(_text.Line(progress, _time.GetElapsedTime(_started)));
            bar.IsIndeterminate = _text.Share(progress) is null;
            bar.Value = _text.Share(progress) ?? 0;
        }
    }

    public void Noted(string line) => AnsiConsole.WriteLine(line);

    public async ValueTask EndedAsync(TResult result)
    {
        await DisposeAsync();
        foreach (var line in _text.Ended(result, _time.GetElapsedTime(_started)))
        {
            Noted(line);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _ended.TrySetResult();
        await _display;
    }
}
