using GrinToS3.Progress;
using GrinToS3.Workflows;

namespace GrinToS3.Enriching;

/// <summary>
/// One generation's walk through the volumes to enrich: some requests at once, what they brought is written in groups. A request that fails says
/// nothing of itself: where the next one succeeds, its volumes are noted as failed and the walk goes on; where none does, GRIN is out of reach.
/// </summary>
internal sealed class EnrichWalk(IWorkflowContext context, EnrichInput input, EnrichProgress progress, Task<bool> stop)
{
    /// <summary>Requests of one generation: some six history events each, so that an instance stays under 500.</summary>
    internal const int PagesPerGeneration = 60;

    /// <summary>So many failures without a success between them, and it is not these volumes.</summary>
    internal const int MostFailuresInRow = 3;

    private const int GroupSize = 5;
    private const int NamedColumns = 20;

    private readonly List<(EnrichmentPage Page, Task<Outcome<EnrichedPage>> Work)> _working = [];
    private readonly Queue<EnrichmentPage> _waiting = new();
    private readonly List<(EnrichmentPage Page, EnrichedPage Failed)> _suspects = [];
    private readonly List<BatchId> _finished = [];
    private Outage? _outage;
    private bool _isLastPage;
    private int _begun;

    internal EnrichProgress Progress { get; private set; } = progress;

    internal RunError? Error { get; private set; }

    private bool HasAnswers => Progress.Enriched + Progress.Absent > 0;

    internal async Task<WalkEnd> RunAsync()
    {
        Report(EnrichPhase.Enriching);
        while (true)
        {
            Error ??= await FillAsync();
            if (_working.Count > 0)
            {
                var ended = await Task.WhenAny(_working.Select(static one => one.Work));
                var index = _working.FindIndex(one => one.Work == ended);
                var (page, work) = _working[index];
                _working.RemoveAt(index);
                await TakeAsync(page, await work);
            }
            else if (_suspects.Count > 0 && !HasAnswers && Error is null && !stop.IsCompleted)
            {
                await SitOutAsync(_suspects[^1].Failed.Failure!, mayBeTheVolumes: true);
            }
            else
            {
                break;
            }
        }

        NoteFailures();
        Error = await ApplyAsync() ?? Error;
        Report(EnrichPhase.Enriching);
        return Error is not null && !(stop.IsCompleted && Error.ShouldRetry) ? WalkEnd.Failed
            : stop.IsCompleted ? WalkEnd.Stopped
            : _isLastPage ? WalkEnd.Done
            : WalkEnd.GenerationFull;
    }

    /// <summary>Begins requests until as many are in flight as there may be.</summary>
    private async Task<RunError?> FillAsync()
    {
        // Who waits for GRIN to come back asks one thing at a time: an outage of hours must neither press on it nor fill the history.
        var window = _outage is null ? Progress.Window : 1;
        while (!stop.IsCompleted && Error is null && _working.Count < window)
        {
            if (_waiting.Count == 0 && (_isLastPage || _begun >= PagesPerGeneration))
            {
                return null;
            }

            if (_waiting.Count == 0 && await NextPagesAsync() is { } error)
            {
                return error;
            }

            if (_waiting.TryDequeue(out var page))
            {
                _working.Add((page, context.CallActivityAsync<Outcome<EnrichedPage>>(EnrichPageActivity.Name, new EnrichPage(input.Run, Progress.Session, page, input.Requested))));
                _begun++;
            }
        }

        return null;
    }

    private async Task<RunError?> NextPagesAsync()
    {
        var count = Math.Min(GroupSize, PagesPerGeneration - _begun);
        var left = input.Limit - Progress.Taken;
        if (left <= 0)
        {
            _isLastPage = true;
            return null;
        }

        var next = await context.CallEntityAsync<Outcome<EnrichmentPages>>(
            ProgressEntity.Id(input.Run), ProgressEntity.NextToEnrich, new NextToEnrich(Progress.Position, Progress.Room, count, left, input.Requested));
        if (!next.IsSuccess)
        {
            return next.Error;
        }

        foreach (var page in next.Value.Pages)
        {
            _waiting.Enqueue(page);
            Progress = Progress with { Position = page.Position, Taken = Progress.Taken + page.Barcodes.Count };
        }

        _isLastPage = next.Value.Pages.Count < count;
        return null;
    }

    private async Task TakeAsync(EnrichmentPage page, Outcome<EnrichedPage> outcome)
    {
        if (Note(page, outcome) is { } outage && Error is null)
        {
            await SitOutAsync(outage, mayBeTheVolumes: outcome.IsSuccess);
        }

        Error ??= _finished.Count >= GroupSize ? await ApplyAsync() : null;
    }

    /// <summary>Notes what came of a request.</summary>
    /// <returns>What concerns all requests, where something does.</returns>
    private RunError? Note(EnrichmentPage page, Outcome<EnrichedPage> outcome)
    {
        if (!outcome.IsSuccess)
        {
            _waiting.Enqueue(page);
            return outcome.Error;
        }

        var answer = outcome.Value;
        Progress = Progress with { Requests = Progress.Requests + 1 };
        if (answer.Failure is { } failure)
        {
            _suspects.Add((page, answer));
            return _suspects.Count >= MostFailuresInRow ? failure : null;
        }

        _outage = null;
        NoteFailures();
        _finished.Add(answer.Batch);
        Progress = Progress with
        {
            Enriched = Progress.Enriched + answer.Enriched,
            Absent = Progress.Absent + answer.Absent,
            States = Sum(Progress.States, answer.States),
            UnknownColumns = [.. Progress.UnknownColumns.Union(answer.UnknownColumns).Take(NamedColumns)],
            MissingColumns = [.. Progress.MissingColumns.Union(answer.MissingColumns).Take(NamedColumns)],
        };
        Report(EnrichPhase.Enriching);
        return null;
    }

    private static SortedDictionary<string, int> Sum(IReadOnlyDictionary<string, int> some, IReadOnlyDictionary<string, int> more)
    {
        var sum = new SortedDictionary<string, int>(some.ToDictionary(), StringComparer.Ordinal);
        foreach (var (state, count) in more)
        {
            // GRIN has a dozen states; a status has 2 KB.
            var name = sum.ContainsKey(state) || sum.Count < NamedColumns ? state : "...";
            sum[name] = sum.GetValueOrDefault(name) + count;
        }

        return sum;
    }

    /// <summary>What has failed has failed for itself.</summary>
    private void NoteFailures()
    {
        foreach (var (page, failed) in _suspects)
        {
            _finished.Add(failed.Batch);
            Progress = Progress with { Failed = Progress.Failed + page.Barcodes.Count, LastFailure = failed.Failure!.Message };
        }

        _suspects.Clear();
    }

    /// <summary>Waits for what concerns all requests to pass: the ones in flight end first.</summary>
    /// <param name="error">What it is.</param>
    /// <param name="mayBeTheVolumes">Whether it is only guessed from failures in a row.</param>
    private async Task SitOutAsync(RunError error, bool mayBeTheVolumes)
    {
        var answered = Progress.Enriched + Progress.Absent;
        foreach (var (page, work) in _working)
        {
            var outcome = await work;
            mayBeTheVolumes &= outcome.IsSuccess;
            Note(page, outcome);
        }

        _working.Clear();
        if (mayBeTheVolumes && Progress.Enriched + Progress.Absent > answered)
        {
            // One that was in flight was answered: GRIN is there.
            return;
        }

        _outage ??= new Outage(context, input.Patience, stop);
        if (!await _outage.WaitAsync(error, since => Report(EnrichPhase.WaitingForGrin, since)))
        {
            Error = error;
            return;
        }

        foreach (var (page, _) in _suspects)
        {
            _waiting.Enqueue(page);
        }

        _suspects.Clear();
    }

    private async Task<RunError?> ApplyAsync()
    {
        if (_finished.Count == 0)
        {
            return null;
        }

        List<BatchId> batches = [.. _finished];
        _finished.Clear();
        var applied = await context.CallEntityAsync<Outcome<Done>>(ProgressEntity.Id(input.Run), ProgressEntity.ApplyVolumes, new ApplyVolumes(batches));
        return applied.Error;
    }

    private void Report(EnrichPhase phase, DateTime? outageSince = null)
    {
        Progress = Progress with { Phase = phase, OutageSince = outageSince };
        context.SetCustomStatus(Progress);
    }
}
