using GrinToS3.Functions.Settings;
using GrinToS3.Workflows;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GrinToS3.Functions.Hosting;

/// <summary>Closes the progress files of runs that nobody works on, so that an idle host holds nothing.</summary>
/// <param name="runs">The runs that are open in this process.</param>
/// <param name="settings">How long is idle.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
internal sealed partial class IdleRuns(OpenRuns runs, IOptions<RunsSettings> settings, TimeProvider time, ILogger<IdleRuns> logger) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                foreach (var run in runs.CloseIdle(TimeSpan.FromMinutes(settings.Value.IdleMinutes)))
                {
                    LogClosed(logger, run, settings.Value.IdleMinutes);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The host shuts down.
        }
    }

    [LoggerMessage(1201, LogLevel.Information, "Run {Run}: closed after {Minutes} idle minutes")]
    private static partial void LogClosed(ILogger logger, string run, int minutes);
}
