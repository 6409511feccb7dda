using System.Collections.Concurrent;
using GrinToS3.Collecting;
using GrinToS3.Enriching;
using GrinToS3.Functions.Durable;
using GrinToS3.Functions.Settings;
using GrinToS3.Mirroring;
using GrinToS3.Runs;
using GrinToS3.Syncing;
using GrinToS3.Workflows;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GrinToS3.Functions.Starting;

/// <summary>Starts runs: the one way for HTTP and timer. Of any number of starts at once, on any number of hosts, one begins.</summary>
/// <param name="runs">How runs are opened.</param>
/// <param name="grin">A new run's defaults.</param>
/// <param name="storage">A new run's defaults.</param>
/// <param name="logger">The log.</param>
public sealed partial class RunStarter(
    OpenRunsOptions runs,
    IOptions<GrinSettings> grin,
    IOptions<StorageSettings> storage,
    ILogger<RunStarter> logger)
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = new(StringComparer.Ordinal);

    /// <summary>Starts a collection, or says why not. A start that is refused leaves no trace.</summary>
    /// <param name="client">Durable Functions.</param>
    /// <param name="run">The run, which may be new.</param>
    /// <param name="request">What to start it with.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<StartOutcome> StartAsync(DurableTaskClient client, RunName run, StartRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return StartAsync(client, new RunDirectory(runs.Root, run), request.AddTo, () => (CollectWorkflow.Name, request.ToInput(run)), cancellationToken);
    }

    /// <summary>Starts a sync, or says why not.</summary>
    /// <param name="client">Durable Functions.</param>
    /// <param name="run">The run, which must have been started before.</param>
    /// <param name="request">What to sync.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<StartOutcome> SyncAsync(DurableTaskClient client, RunName run, SyncRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return StartKnownAsync(
            client, run, directory => (SyncWorkflow.Name, request.ToInput(run, BarcodesFile.Write(directory, request.Barcodes))), cancellationToken);
    }

    /// <summary>Starts enriching, or says why not.</summary>
    /// <param name="client">Durable Functions.</param>
    /// <param name="run">The run, which must have been started before.</param>
    /// <param name="request">What to enrich.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<StartOutcome> EnrichAsync(DurableTaskClient client, RunName run, EnrichRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return StartKnownAsync(client, run, _ => (EnrichWorkflow.Name, request.ToInput(run)), cancellationToken);
    }

    private async Task<StartOutcome> StartKnownAsync(
        DurableTaskClient client, RunName run, Func<RunDirectory, (string Orchestrator, object Input)> start, CancellationToken cancellationToken)
    {
        var directory = new RunDirectory(runs.Root, run);
        return File.Exists(directory.Config)
            ? await StartAsync(client, directory, static _ => { }, () => start(directory), cancellationToken)
            : new StartOutcome.Missing($"there is no run '{run}'; start it with POST /api/runs");
    }

    /// <summary>Starts all stages of a run, or says why not.</summary>
    /// <param name="client">Durable Functions.</param>
    /// <param name="run">The run, which may be new: then it has the app's settings.</param>
    /// <param name="input">What to do.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal Task<StartOutcome> MirrorAsync(DurableTaskClient client, RunName run, MirrorInput input, CancellationToken cancellationToken) =>
        StartAsync(client, new RunDirectory(runs.Root, run), static _ => { }, () => (MirrorWorkflow.Name, input), cancellationToken);

    private async Task<StartOutcome> StartAsync(
        DurableTaskClient client,
        RunDirectory directory,
        Action<RunConfigDraft> addTo,
        Func<(string Orchestrator, object Input)> input,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        var turn = _turns.GetOrAdd(directory.Name.Value, static _ => new SemaphoreSlim(1));
        await turn.WaitAsync(cancellationToken);
        try
        {
            return await RunInstance.IsRunningAsync(client, directory.Name, cancellationToken)
                ? new StartOutcome.Running(RunInstance.IdOf(directory.Name))
                : await PrepareAsync(directory, addTo, cancellationToken) ?? await ScheduleAsync(client, directory.Name, input, cancellationToken);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Checks all that can be checked, and saves a new run's configuration.</summary>
    /// <returns>Why the run can't start, or null.</returns>
    private async Task<StartOutcome?> PrepareAsync(RunDirectory directory, Action<RunConfigDraft> addTo, CancellationToken cancellationToken)
    {
        // A mount that is not there must not be made up for by a folder on the host's own disk, which is lost with the host.
        if (!Directory.Exists(runs.Root))
        {
            return new StartOutcome.Refused(RunsSettings.Missing(runs.Root));
        }

        var draft = new RunConfigDraft(directory.Name);
        grin.Value.AddTo(draft);
        storage.Value.AddTo(draft);
        addTo(draft);
        new StorageDefaults(runs.Environment).Apply(draft);
        var examined = RunConfigFile.Examine(directory, draft);
        if (Refusal(examined) is { } refused)
        {
            return refused;
        }

        if (File.Exists(directory.Lock))
        {
            using var shared = RunLock.TryShare(directory);
            if (shared is null)
            {
                return new StartOutcome.Locked($"another session works on the run '{directory.Name}'; wait until it has ended");
            }
        }

        var check = new StartCheck(directory, examined.Config!, runs.Environment, runs.Time, runs.Warn);
        if (await check.RunAsync(examined.Created, cancellationToken) is { } error)
        {
            return new StartOutcome.Refused(error);
        }

        var started = await StorageGuard.RunAsync<RunConfigStart>(() => Task.FromResult<Outcome<RunConfigStart>>(RunConfigFile.Start(directory, draft)));
        return started.IsSuccess ? Refusal(started.Value) : new StartOutcome.Refused(started.Error);
    }

    private async Task<StartOutcome> ScheduleAsync(
        DurableTaskClient client, RunName run, Func<(string Orchestrator, object Input)> start, CancellationToken cancellationToken)
    {
        var id = RunInstance.IdOf(run);
        var (orchestrator, input) = start();
        if (!await RunInstance.TryScheduleAsync(client, orchestrator, id, input, cancellationToken))
        {
            return new StartOutcome.Running(id);
        }

        LogStarted(logger, run.Value, orchestrator, id);
        return new StartOutcome.Started(id);
    }

    private static StartOutcome? Refusal(RunConfigStart start) => start switch
    {
        { Problem: null } => null,
        { Differences.Count: > 0 } => new StartOutcome.Conflict(start.Problem, start.Differences),
        _ => new StartOutcome.Refused(new RunError(RunErrorKind.BadInput, "BadInput", start.Problem)),
    };

    [LoggerMessage(1001, LogLevel.Information, "Run {Run}: {Orchestrator} started as instance {InstanceId}")]
    private static partial void LogStarted(ILogger logger, string run, string orchestrator, string instanceId);
}
