using GrinToS3.Objects;
using GrinToS3.Progress;
using GrinToS3.Runs;
using GrinToS3.Verifying;
using GrinToS3.Workflows;

namespace GrinToS3.Migrating;

/// <summary>
/// Moves a run to another store: copies all its objects, compares what has arrived, and only then points the run there. GRIN is asked nothing, and nothing is
/// deleted at the source. The caller holds the run's lock; a move that ends early, however it does, goes on when it is started again.
/// </summary>
/// <param name="run">The run, as it is stored now.</param>
/// <param name="target">The store that it moves to.</param>
/// <param name="state">Where that is, and since when it moves.</param>
/// <param name="time">The clock.</param>
public sealed class Migration(OpenRun run, IObjectStore target, MigrationState state, TimeProvider time)
{
    /// <summary>How many objects are copied at once, where none is asked for.</summary>
    public const int DefaultParallel = 4;

    private const int Passes = 2;

    private static readonly TimeSpan Young = TimeSpan.FromDays(1);
    private static readonly TimeSpan TellEvery = TimeSpan.FromSeconds(5);

    private readonly MigrationFiles _files = new(run.Directory);
    private readonly ObjectLayout _layout = new(run.Directory.Name, state.Target);
    private MigrationCounts _counts = new();
    private Action<MigrationProgress> _progress = static _ => { };
    private long _told;
    private long _known;

    /// <summary>Moves the run, from where an earlier start stopped.</summary>
    /// <param name="parallel">How many objects are copied at once.</param>
    /// <param name="progress">Told every few seconds how far it is.</param>
    /// <param name="stop">Ends it early; a later start goes on.</param>
    /// <returns>What was done; with an error where a store or the run's file can't be used, after which a later start goes on as well.</returns>
    public async Task<MigrationReport> RunAsync(int parallel, Action<MigrationProgress> progress, CancellationToken stop)
    {
        _progress = progress;
        var moved = await StorageGuard.RunAsync<MigrationReport>(async () =>
        {
            try
            {
                return await MoveAsync(parallel, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return Report();
            }
        });
        return moved.IsSuccess ? moved.Value : Report() with { Error = moved.Error };
    }

    /// <summary>Finishes a move that stopped while the run was switched; by then all is copied, and no store is asked anything.</summary>
    /// <param name="directory">The run's folder.</param>
    /// <param name="target">The store that it moves to.</param>
    /// <param name="state">Where that is.</param>
    /// <param name="host">Names this host in the run's file.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="ProgressStoreException">The run's file can't be written.</exception>
    /// <exception cref="StorageException">What was copied is not known any more.</exception>
    public static MigrationReport Finish(
        RunDirectory directory, IObjectStore target, MigrationState state, string host, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(state);
        var last = new StorageSwitch(directory, state, target, time);
        using var store = ProgressStore.Open(new ProgressStoreOptions { Path = directory.Database, HostId = host, TimeProvider = time });
        using var ledger = new MigrationLedger(new MigrationFiles(directory).Ledger, time);
        last.Run(ledger, store);
        return new MigrationReport(IsComplete: true, new MigrationCounts(), [], StoragePlaces.Of(state.Target), Kept: last.Kept);
    }

    private async Task<MigrationReport> MoveAsync(int parallel, CancellationToken stop)
    {
        Directory.CreateDirectory(run.Directory.Migration);
        var config = run.Config with { StorageConfig = state.Target };
        await MigrationClaim.TakeAsync(target, _layout, config, stop);
        if (MigrationState.Read(_files.State)?.StartedAt != state.StartedAt)
        {
            // What another move has noted says nothing of this one's target.
            _files.Forget();
        }

        state.Write(_files.State);
        var rows = new StoredRows(run.Store, run.Layout);
        _known = rows.Count();
        await DropUnfinishedAsync(stop);
        using var ledger = new MigrationLedger(_files.Ledger, time);
        for (var pass = 1; ; pass++)
        {
            _counts = new MigrationCounts();
            if (!await CopyAllAsync(ledger, rows, parallel, stop))
            {
                return Report() with { Findings = _files.Findings, Repair = Repair() };
            }

            var lost = await CheckAsync(ledger, stop);
            if (lost == 0)
            {
                break;
            }

            if (pass == Passes)
            {
                throw new StorageException(
                    StorageErrorKind.Mismatch, $"{lost} objects that were copied to {string.Join(", ", StoragePlaces.Of(state.Target))} are not there as they were stored; does somebody else change them? Start again");
            }
        }

        Tell(MigrationStep.Switch);
        await target.PutAsync(_layout.RunConfig, RunConfigFile.ToPublicBytes(config), null, stop);
        var last = new StorageSwitch(run.Directory, state, target, time);
        last.Run(ledger, run.Store);
        return Report() with { IsComplete = true, Kept = last.Kept };
    }

    /// <summary>Copies what the target lacks.</summary>
    /// <returns>False where something is missing or damaged at the source.</returns>
    private async Task<bool> CopyAllAsync(MigrationLedger ledger, StoredRows rows, int parallel, CancellationToken stop)
    {
        Tell(MigrationStep.Copy);
        using var findings = new FindingsFile(_files.Findings, length: 0);
        var copy = new ObjectCopy(run.Objects, target, new CarriedMetadata(run.Objects, run.Store, time.LocalTimeZone), SharesArchives());
        var window = new List<Task<CopyOutcome>>();
        try
        {
            await foreach (var one in new MigrationSource(run, rows, _layout).ReadAsync(stop))
            {
                stop.ThrowIfCancellationRequested();
                var noted = ledger.Find(one.Target);
                if (noted is not null && noted.Mark == one.Mark)
                {
                    Settle(new CopyOutcome(one, noted, WasThere: true));
                    continue;
                }

                window.Add(copy.RunAsync(one, noted, stop));
                if (window.Count >= parallel)
                {
                    await SettleFirstAsync();
                }
            }

            while (window.Count > 0)
            {
                await SettleFirstAsync();
            }
        }
        finally
        {
            // What is in flight when one fails is at the target wholly or not at all, and is looked at by the next start; here it only has to end.
            await ((Task)Task.WhenAll(window)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (var one in window.Where(static one => one.IsCompletedSuccessfully))
            {
                Note(await one);
            }

            ledger.Save();
            findings.Flush();
        }

        return _counts.Damaged == 0;

        async Task SettleFirstAsync()
        {
            var first = await Task.WhenAny(window);
            var outcome = await first;
            window.Remove(first);
            Note(outcome);
            Settle(outcome);
        }

        void Note(CopyOutcome outcome)
        {
            if (outcome.Copied is { } copied)
            {
                ledger.Note(outcome.Source.Target, copied);
            }
            else if (outcome.Finding is { } finding)
            {
                findings.Add(finding);
            }
        }
    }

    /// <summary>Compares what the target lists with what was noted, and forgets what differs, so that it is copied again.</summary>
    private async Task<int> CheckAsync(MigrationLedger ledger, CancellationToken stop)
    {
        Tell(MigrationStep.Check);
        var pass = time.GetUtcNow().UtcTicks;
        foreach (var bucket in Enum.GetValues<Bucket>())
        {
            await foreach (var one in target.ListAsync(bucket, _layout.UnfinishedPrefix(bucket), stop))
            {
                if (ledger.Find(one.Key) is { } noted && noted.Size == one.Size && (noted.ETag is null || one.ETag is null || noted.ETag == one.ETag))
                {
                    ledger.See(one.Key, pass);
                }

                TellSometimes(MigrationStep.Check);
            }
        }

        return ledger.DropUnseen(pass);
    }

    /// <summary>Drops what an upload left that was killed. Among the archives of local storage it may be another run's.</summary>
    private async Task DropUnfinishedAsync(CancellationToken stop)
    {
        foreach (var bucket in Enum.GetValues<Bucket>())
        {
            var prefix = _layout.UnfinishedPrefix(bucket);
            await target.DropUnfinishedAsync(bucket, prefix, prefix is "" ? Young : TimeSpan.Zero, stop);
        }
    }

    /// <summary>Whether other runs have their archives in the target's folder.</summary>
    private bool SharesArchives()
    {
        var meta = Path.GetDirectoryName(Path.GetDirectoryName(target.Describe(_layout.RunConfig)));
        return state.Target.Type is StorageTypes.Local && Directory.Exists(meta)
            && Directory.EnumerateDirectories(meta).Any(path => Path.GetFileName(path) != run.Directory.Name.Value);
    }

    private string? Repair() =>
        RepairList.Write(_files.Repair, run.Directory.Name.Value, time.GetUtcNow(), () => ObjectFindings.Read(_files.Findings)) is { } list
            ? RepairList.Command(list, run.Directory.Name.Value)
            : null;

    private void Settle(CopyOutcome outcome)
    {
        _counts = outcome.AddTo(_counts);
        TellSometimes(MigrationStep.Copy);
    }

    private void TellSometimes(MigrationStep step)
    {
        if (time.GetElapsedTime(_told) >= TellEvery)
        {
            Tell(step);
        }
    }

    private void Tell(MigrationStep step)
    {
        _told = time.GetTimestamp();
        _progress(new MigrationProgress(step, _counts, _known));
    }

    private MigrationReport Report() => new(IsComplete: false, _counts, StoragePlaces.Of(run.Config.StorageConfig), StoragePlaces.Of(state.Target));
}
