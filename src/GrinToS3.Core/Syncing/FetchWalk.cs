using GrinToS3.Progress;
using GrinToS3.Workflows;

namespace GrinToS3.Syncing;

/// <summary>
/// One generation's walk through the volumes whose archives are to be fetched, from GRIN or from storage: some at once, whichever ends first makes room for
/// the next, and what came of them is written in groups.
/// </summary>
internal sealed class FetchWalk(IWorkflowContext context, FetchPlan plan, SyncProgress progress, Task<bool> stop)
{
    /// <summary>Volumes of one generation: some five history events each, so that an instance stays under 500.</summary>
    internal const int VolumesPerGeneration = 60;

    private const int GroupSize = 20;

    private readonly List<(SessionVolume Volume, Task<Outcome<VolumeSynced>> Work)> _working = [];
    private readonly Queue<SessionVolume> _waiting = new();
    private readonly List<VolumeSynced> _finished = [];
    private Outage? _outage;
    private bool _isLastPage;
    private int _begun;

    internal SyncProgress Progress { get; private set; } = progress;

    internal RunError? Error { get; private set; }

    internal async Task<WalkEnd> RunAsync()
    {
        if (Progress.ToFetch == 0)
        {
            return WalkEnd.Done;
        }

        Report(SyncPhase.Fetching);
        while (true)
        {
            Error ??= await FillAsync();
            if (_working.Count == 0)
            {
                break;
            }

            var ended = await Task.WhenAny(_working.Select(static one => one.Work));
            var index = _working.FindIndex(one => one.Work == ended);
            var (volume, work) = _working[index];
            _working.RemoveAt(index);
            var outcome = await work;
            if (outcome.IsSuccess)
            {
                _finished.Add(outcome.Value);
                Note(outcome.Value);
                Error ??= _finished.Count >= GroupSize ? await ApplyAsync() : null;
            }
            else if (Error is null)
            {
                _waiting.Enqueue(volume);
                await SitOutAsync(outcome.Error);
            }
        }

        Error = await ApplyAsync() ?? Error;
        return Error is not null && !(stop.IsCompleted && Error.ShouldRetry) ? WalkEnd.Failed
            : stop.IsCompleted ? WalkEnd.Stopped
            : _isLastPage && _waiting.Count == 0 ? WalkEnd.Done
            : WalkEnd.GenerationFull;
    }

    /// <summary>Begins work until as many volumes are in flight as there may be.</summary>
    private async Task<RunError?> FillAsync()
    {
        // Until one archive has been opened, nobody knows whether the passphrase is right: no more than one is fetched for nothing. And who waits for GRIN
        // or storage to come back tries one volume at a time: an outage of hours must neither press on it nor fill the history.
        var window = Progress.Stored > 0 && _outage is null ? Progress.Window : 1;
        while (!stop.IsCompleted && Error is null && _working.Count < window)
        {
            if (_waiting.Count == 0 && (_isLastPage || _begun >= VolumesPerGeneration))
            {
                return null;
            }

            if (_waiting.Count == 0 && await NextPageAsync() is { } error)
            {
                return error;
            }

            if (_waiting.TryDequeue(out var volume))
            {
                _working.Add((volume, context.CallActivityAsync<Outcome<VolumeSynced>>(plan.Activity, plan.Request(volume, Progress))));
                _begun++;
            }
        }

        return null;
    }

    private async Task<RunError?> NextPageAsync()
    {
        var count = Math.Min(GroupSize, VolumesPerGeneration - _begun);
        var page = await context.CallEntityAsync<Outcome<SessionPage>>(
            ProgressEntity.Id(plan.Run),
            ProgressEntity.NextVolumes,
            new NextVolumes(Progress.Session, plan.Step, Progress.FetchPosition, count));
        if (!page.IsSuccess)
        {
            return page.Error;
        }

        foreach (var volume in page.Value.Volumes)
        {
            _waiting.Enqueue(volume);
            Progress = Progress with { FetchPosition = volume.Position };
        }

        _isLastPage = page.Value.Volumes.Count < count;
        return null;
    }

    private void Note(VolumeSynced volume)
    {
        _outage = null;
        var failed = volume.Outcome is VolumeOutcome.Failed;
        Progress = Progress with
        {
            Stored = Progress.Stored + (volume.Outcome is VolumeOutcome.Stored or VolumeOutcome.Derived ? 1 : 0),
            Skipped = Progress.Skipped + (volume.Outcome is VolumeOutcome.Skipped ? 1 : 0),
            NotReady = Progress.NotReady + (volume.Outcome is VolumeOutcome.NotReady ? 1 : 0),
            Failed = Progress.Failed + (failed ? 1 : 0),
            FailuresInRow = failed ? Progress.FailuresInRow + 1 : 0,
            LastFailure = volume.Failure ?? Progress.LastFailure,
            Bytes = Progress.Bytes + volume.Bytes,
        };
        Error ??= volume.EndsRun;
        if (Progress.FailuresInRow >= plan.MostFailuresInRow)
        {
            Error ??= new RunError(
                RunErrorKind.Volumes, "TooManyFailures", $"{Progress.FailuresInRow} volumes in a row failed, the last one: {Progress.LastFailure}");
        }

        Report(SyncPhase.Fetching);
    }

    /// <summary>Waits for what concerns all volumes to pass: the ones in flight end first.</summary>
    private async Task SitOutAsync(RunError error)
    {
        foreach (var (volume, work) in _working)
        {
            var outcome = await work;
            if (outcome.IsSuccess)
            {
                _finished.Add(outcome.Value);
                Note(outcome.Value);
            }
            else
            {
                _waiting.Enqueue(volume);
            }
        }

        _working.Clear();
        _outage ??= new Outage(context, plan.Patience, stop);
        if (!await _outage.WaitAsync(error, since => Report(SyncPhase.Waiting, since)))
        {
            Error = error;
        }
    }

    private async Task<RunError?> ApplyAsync()
    {
        if (_finished.Count == 0)
        {
            return null;
        }

        var batches = _finished.Select(static one => one.Batch).ToList();
        _finished.Clear();
        var applied = await context.CallEntityAsync<Outcome<Done>>(ProgressEntity.Id(plan.Run), ProgressEntity.ApplyVolumes, new ApplyVolumes(batches));
        return applied.Error;
    }

    private void Report(SyncPhase phase, DateTime? outageSince = null)
    {
        Progress = Progress with { Phase = phase, OutageSince = outageSince };
        context.SetCustomStatus(Progress);
    }
}
