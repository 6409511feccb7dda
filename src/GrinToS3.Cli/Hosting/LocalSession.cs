using GrinToS3.Cli.Output;
using GrinToS3.Grin.Http;
using GrinToS3.Runs;
using GrinToS3.Workflows;

namespace GrinToS3.Cli.Hosting;

/// <summary>One workflow of a run at this terminal: its log, its view, and Ctrl-C.</summary>
/// <typeparam name="TProgress">The workflow's custom status.</typeparam>
/// <typeparam name="TResult">Its result.</typeparam>
/// <param name="directory">The run's folder; the caller holds its lock.</param>
/// <param name="config">The run's configuration.</param>
/// <param name="verb">The command, as logs name it.</param>
/// <param name="json">Whether output is JSON.</param>
/// <param name="text">Says what happens.</param>
internal sealed class LocalSession<TProgress, TResult>(
    RunDirectory directory, RunConfig config, string verb, bool json, IRunText<TProgress, TResult> text)
    where TProgress : class
{
    /// <summary>Whether nobody else works on the run: only then is deleted what a killed session left.</summary>
    internal bool HoldsLock { get; init; } = true;

    /// <summary>Told of each progress, with a way to say something more of it.</summary>
    internal Action<TProgress, Action<string>>? Watch { get; init; }

    /// <summary>Asks for a good end; where it can, the caller listens to Ctrl-C.</summary>
    internal CancellationToken Room { get; init; }

    /// <summary>Runs a workflow to its end.</summary>
    internal async Task<TResult> RunAsync<TInput>(
        IWorkflow<TInput, TResult> workflow, TInput input, string stopEvent, bool created, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        using var log = new RunLog(config.LogFile, $"grin.{verb}", time);
        await using var view = RunViews.For(json, text, time);
        view.Started(directory, config, created);
        log.Info($"{verb.ToUpperInvariant()} STARTED - run {directory.Name}, {config.LibraryDirectory} from {config.Grin.BaseUrl}");

        if (HoldsLock && await UnfinishedFiles.SweepAsync(directory, config, cancellationToken) is var swept and > 0)
        {
            log.Info($"Deleted {swept} unfinished files of a session that was killed");
        }

        void Note(string line)
        {
            log.Warning(line);
            view.Noted(line);
        }

        using var runs = new LocalRuns(directory, Note, new AttemptNotes(Note), time);
        void Stop()
        {
            Note("Stopping: what is in flight is finished. Press Ctrl-C again to stop at once");
            runs.Workflows.RaiseEvent(directory.Name.Value, stopEvent, true);
        }

        using var signals = Room.CanBeCanceled ? null : new StopSignals(Stop);
        using var room = Room.Register(Stop);
        var started = time.GetTimestamp();
        void Show(TProgress progress)
        {
            Watch?.Invoke(progress, Note);
            view.Progressed(progress);
            log.Info($"{text.Phase(progress)}: {text.Line(progress, time.GetElapsedTime(started))}");
        }

        var result = await runs.Workflows.RunAsync(workflow, directory.Name.Value, input, status => Show((TProgress)status!), cancellationToken);
        await view.EndedAsync(result);
        log.Info($"{verb.ToUpperInvariant()} ENDED - {string.Join("; ", text.Ended(result, time.GetElapsedTime(started)).Take(1))}");
        if (text.Error(result) is { } error)
        {
            log.Error($"{error.Code}: {error.Message}");
        }

        return result;
    }

    /// <summary>Tells a person of each request that has to be repeated.</summary>
    private sealed class AttemptNotes(Action<string> note) : IProgress<GrinAttempt>
    {
        public void Report(GrinAttempt value)
        {
            if (value is { Error: { } error, Wait: { } wait })
            {
                note($"{error.Message} (asking again in {Text.Duration(wait)})");
            }
        }
    }
}
