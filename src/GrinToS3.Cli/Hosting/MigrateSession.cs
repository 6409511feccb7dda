using GrinToS3.Cli.Output;
using GrinToS3.Migrating;
using GrinToS3.Objects;
using GrinToS3.Runs;
using GrinToS3.Verifying;
using GrinToS3.Workflows;

namespace GrinToS3.Cli.Hosting;

/// <summary>One start of <c>grin storage migrate</c>, from the checks to the exit code.</summary>
internal sealed class MigrateSession(RunDirectory directory, int parallel, int show, bool json)
{
    private readonly MigrationFiles _files = new(directory);
    private readonly TimeProvider _time = TimeProvider.System;

    /// <summary>Moves the run, or goes on with that.</summary>
    /// <param name="draft">Gives the target by the run's configuration; null where none was given.</param>
    /// <param name="restart">Whether an unfinished move is forgotten.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    internal async Task<int> RunAsync(Func<RunConfig, RunConfigDraft?> draft, bool restart, CancellationToken cancellationToken)
    {
        using var runLock = Preflight.TakeLock(directory);
        return _files.IsSwitching ? await FinishAsync() : await MoveAsync(draft, restart, cancellationToken);
    }

    private async Task<int> MoveAsync(Func<RunConfig, RunConfigDraft?> draft, bool restart, CancellationToken cancellationToken)
    {
        using var stored = StoredRun.Open(directory, LocalRuns.HostId);
        var config = stored.Run.Config;
        if (!MigrationPlan.TryMake(directory, config, draft(config), restart, _time, out var state, out var problem))
        {
            throw new CommandFailedException(ExitCode.BadInput, problem);
        }

        using var log = new RunLog(config.LogFile, "grin.migrate", _time);
        using var target = Open(state, config.SecretsDir);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var signals = new StopSignals(stop.Cancel);
        var text = Text(state);
        await using var view = RunViews.For(json, text, _time);
        view.Started(directory, config, created: false);
        log.Info($"MIGRATE STARTED - run {directory.Name}");
        var started = _time.GetTimestamp();
        var report = await new Migration(stored.Run, target, state, _time).RunAsync(parallel, view.Progressed, stop.Token);
        await view.EndedAsync(report);
        log.Info($"MIGRATE ENDED - {text.Ended(report, _time.GetElapsedTime(started)).First()}");
        return Code(report);
    }

    /// <summary>The run can't be opened as long as it is half switched.</summary>
    private async Task<int> FinishAsync()
    {
        var state = _files.Unfinished()
            ?? throw new CommandFailedException(ExitCode.Storage, $"{directory.Migration} does not say where the run '{directory.Name}' was being switched to; restore books.db and run_config.json from a copy");
        using var target = Open(state, secrets: null);
        await using var view = RunViews.For(json, Text(state), _time);
        var finished = await StorageGuard.RunAsync<MigrationReport>(() =>
            Task.FromResult<Outcome<MigrationReport>>(Migration.Finish(directory, target, state, LocalRuns.HostId, _time)));
        if (!finished.IsSuccess)
        {
            throw new CommandFailedException(ExitCode.Of(finished.Error.Kind), finished.Error.Message);
        }

        await view.EndedAsync(finished.Value);
        return Code(finished.Value);
    }

    private MigrateText Text(MigrationState state) => new(directory.Name.Value, state, show, () => ObjectFindings.Read(_files.Findings));

    private IObjectStore Open(MigrationState state, string? secrets) =>
        ObjectStores.Open(state.Target, new CredentialFolders(Environment.GetEnvironmentVariable, secrets), new PartBufferPool(), _time);

    private static int Code(MigrationReport report) =>
        report.Error is { } error ? throw new CommandFailedException(ExitCode.Of(error.Kind), error.Message)
        : report.IsComplete ? ExitCode.Done
        : report.Findings is not null ? ExitCode.FailedVolumes
        : ExitCode.Interrupted;
}
