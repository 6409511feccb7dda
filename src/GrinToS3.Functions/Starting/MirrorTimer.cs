using GrinToS3.Functions.Settings;
using GrinToS3.Runs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GrinToS3.Functions.Starting;

/// <summary>Starts the app's run by schedule. To switch it off: <c>AzureWebJobs.MirrorOnSchedule.Disabled=true</c>.</summary>
/// <param name="starter">Starts runs.</param>
/// <param name="settings">Which run, and how.</param>
/// <param name="logger">The log.</param>
public sealed partial class MirrorTimer(RunStarter starter, IOptions<TimerSettings> settings, ILogger<MirrorTimer> logger)
{
    /// <summary>Starts the run, and does nothing where it runs. A tick that was missed is made up for; a start of the host is no tick.</summary>
    /// <param name="timer">The tick.</param>
    /// <param name="client">Durable Functions.</param>
    /// <param name="cancellationToken">The host shuts down.</param>
    /// <exception cref="InvalidOperationException">The run can't be started; the invocation counts as failed, so that alerts see it.</exception>
    [Function("MirrorOnSchedule")]
    public async Task RunAsync(
        [TimerTrigger("%GRIN_SCHEDULE%", UseMonitor = true)] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var options = settings.Value;
        if (!RunName.TryParse(options.Run, out var run, out var problem))
        {
            throw new InvalidOperationException(problem);
        }

        switch (await starter.MirrorAsync(client, run, options.ToPlan().ToInput(run), cancellationToken))
        {
            case StartOutcome.Started:
                break;
            case StartOutcome.Running running:
                LogRunning(logger, run.Value, running.InstanceId);
                break;
            case StartOutcome.Locked locked:
                LogLocked(logger, run.Value, locked.Message);
                break;
            case StartOutcome.Conflict conflict:
                throw new InvalidOperationException(conflict.Message);
            case StartOutcome.Refused refused:
                throw new InvalidOperationException($"{refused.Error.Code}: {refused.Error.Message}");
        }
    }

    [LoggerMessage(1101, LogLevel.Information, "Run {Run}: instance {InstanceId} is not finished; this tick does nothing")]
    private static partial void LogRunning(ILogger logger, string run, string instanceId);

    [LoggerMessage(1102, LogLevel.Warning, "Run {Run}: {Problem}; this tick does nothing")]
    private static partial void LogLocked(ILogger logger, string run, string problem);
}
