using GrinToS3.Objects;
using GrinToS3.Workflows;

namespace GrinToS3.Verifying;

/// <summary>
/// Compares all that a run has stored with what its file says of it, and what is in storage with what the file knows. It reads beside a session and changes
/// nothing but its own files; interrupted at any moment, it goes on where it was.
/// </summary>
/// <param name="run">The run.</param>
/// <param name="time">The clock.</param>
public sealed class Verification(OpenRun run, TimeProvider time)
{
    private static readonly TimeSpan SaveEvery = TimeSpan.FromSeconds(5);

    private readonly VerifyFiles _files = new(run.Directory);
    private readonly StoredRows _rows = new(run.Directory.Database, run.Layout);
    private readonly SessionWatch _session = new(run.Directory, time);
    private VerifyState? _state;
    private bool _isResumed;
    private long _saved;
    private long _known;

    /// <summary>Verifies, from where an unfinished verification stopped.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="progress">Told every few seconds how far it is.</param>
    /// <param name="stop">Ends it early; a later start goes on there.</param>
    /// <returns>What was found; with an error where storage or file can't be used, of which a later start goes on as well.</returns>
    public async Task<VerifyReport> RunAsync(VerifyRequest request, Action<VerifyProgress> progress, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(progress);
        using var folder = _files.TryTakeVerify();
        if (folder is null)
        {
            return Report(request.Level, new RunError(
                RunErrorKind.BadInput, "InUse", $"another grin verify works on the run '{run.Directory.Name}'; wait until it has ended"));
        }

        _state = request.Restart || VerifyState.Read(_files.State) is not { FinishedAt: null } unfinished ? null : unfinished;
        _isResumed = _state is not null;
        if (_state is not null && request.Level is { } level && level != _state.Level)
        {
            return Report(level, new RunError(
                RunErrorKind.BadInput,
                "OtherLevel",
                $"a verification at level {_state.Level.ToString().ToLowerInvariant()}, begun {_state.StartedAt:yyyy-MM-dd HH:mm} UTC, is unfinished; finish it without --level, or begin anew with --restart"));
        }

        var walked = await StorageGuard.RunAsync<VerifyReport>(async () =>
        {
            _known = _rows.Count();
            _state ??= Begin(request.Level ?? VerifyLevel.Checksum);
            if (!await WalkAsync(request.Parallel, progress, stop))
            {
                return Report(_state.Level);
            }

            var repair = RepairList.Write(_files.Repair, run.Directory.Name.Value, time.GetUtcNow(), () => ObjectFindings.Read(_files.Findings));
            return Report(_state.Level) with
            {
                IsComplete = true,
                Repair = repair,
                RepairCommand = repair is null ? null : RepairList.Command(repair, run.Directory.Name.Value),
            };
        });
        return walked.IsSuccess ? walked.Value : Report(_state?.Level, walked.Error);
    }

    private VerifyReport Report(VerifyLevel? level, RunError? error = null) => new(
        IsComplete: false, level ?? VerifyLevel.Checksum, _state?.StartedAt ?? time.GetUtcNow(), _isResumed, _state?.Counts ?? new VerifyCounts(), _files.Findings, Error: error);

    private VerifyState Begin(VerifyLevel level)
    {
        // The list of the verification before: were it still there when this one is interrupted, it would be taken for this one's.
        File.Delete(_files.Repair);
        return new VerifyState { Level = level, StartedAt = time.GetUtcNow() };
    }

    private async Task<bool> WalkAsync(int parallel, Action<VerifyProgress> progress, CancellationToken stop)
    {
        using var findings = new FindingsFile(_files.Findings, _state!.FindingsBytes);
        Save(findings);
        try
        {
            foreach (var kind in Enum.GetValues<StoredKind>().Where(kind => kind >= _state.Kind))
            {
                _state = kind == _state.Kind ? _state : _state with { Kind = kind, After = null };
                progress(new VerifyProgress(kind, _state.Counts, _known));
                await WalkAsync(kind, parallel, findings, progress, stop);
            }

            _state = _state with { FinishedAt = time.GetUtcNow() };
            return true;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return false;
        }
        finally
        {
            Save(findings);
        }
    }

    private async Task WalkAsync(StoredKind kind, int parallel, FindingsFile findings, Action<VerifyProgress> progress, CancellationToken stop)
    {
        var state = _state!;
        var examination = new ObjectExamination(run, _rows, state.Level, _session, time);
        var isAlone = IsAlone(kind.BucketOf());
        var listing = run.Objects.ListAsync(kind.BucketOf(), kind.Prefix(run.Layout), state.After, stop);
        var window = new Queue<(string Key, Task<Examined> Work)>();
        try
        {
            await foreach (var (expected, listed) in ObjectPairs.ZipAsync(_rows.InKeyOrder(kind, state.After), listing, stop))
            {
                stop.ThrowIfCancellationRequested();
                if (expected is null && !isAlone && kind.VolumeOf(run.Layout, listed!.Key) is null)
                {
                    // Buckets that are one hold the objects of the other kinds as well.
                    continue;
                }

                var work = expected is not null ? examination.KnownAsync(expected, listed, stop) : examination.UnknownAsync(kind, listed!, stop);
                var key = (expected?.Key ?? listed!.Key).Key;
                if (window.Count == 0 && work.IsCompletedSuccessfully)
                {
                    Settle(key, await work, findings, progress);
                    continue;
                }

                window.Enqueue((key, work.AsTask()));
                if (window.Count >= parallel)
                {
                    var (first, examined) = window.Peek();
                    Settle(first, await examined, findings, progress);
                    window.Dequeue();
                }
            }

            while (window.TryPeek(out var one))
            {
                Settle(one.Key, await one.Work, findings, progress);
                window.Dequeue();
            }
        }
        finally
        {
            // What is in flight when one fails is looked at again by the next start; here it only has to end.
            await ((Task)Task.WhenAll(window.Select(static one => one.Work))).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Whether a bucket is not at the same time another one of the run's.</summary>
    private bool IsAlone(Bucket bucket) =>
        Enum.GetValues<Bucket>().Count(one => run.Objects.StoragePath(new ObjectKey(one, "x")) == run.Objects.StoragePath(new ObjectKey(bucket, "x"))) == 1;

    /// <summary>Takes results in the order of the keys, so that the state can say what is done by one key.</summary>
    private void Settle(string key, Examined examined, FindingsFile findings, Action<VerifyProgress> progress)
    {
        if (examined.Finding is { } finding)
        {
            findings.Add(finding);
        }

        _state = _state! with { After = key, Counts = examined.AddTo(_state.Counts) };
        if (time.GetElapsedTime(_saved) >= SaveEvery)
        {
            Save(findings);
            progress(new VerifyProgress(_state.Kind, _state.Counts, _known));
        }
    }

    private void Save(FindingsFile findings)
    {
        _state = _state! with { FindingsBytes = findings.Flush() };
        _state.Write(_files.State);
        _saved = time.GetTimestamp();
    }
}
