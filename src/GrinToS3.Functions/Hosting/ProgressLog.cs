using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using GrinToS3.Progress;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GrinToS3.Functions.Hosting;

/// <summary>Writes the rare events of progress files into the log: opened, owned, failed to open. Their numbers are metrics.</summary>
internal sealed partial class ProgressLog : IHostedService, IDisposable
{
    private static readonly string[] Events =
        ["grin.progress.connections_opened", "grin.progress.ownership_taken", "grin.progress.lifecycle_errors"];

    private readonly MeterListener _listener = new();
    private readonly ILogger<ProgressLog> _logger;
    private readonly ConcurrentDictionary<string, long> _opened = new(StringComparer.Ordinal);

    public ProgressLog(ILogger<ProgressLog> logger)
    {
        _logger = logger;
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == ProgressMetrics.MeterName && Events.Contains(instrument.Name))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>(Record);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _listener.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _listener.Dispose();

    private void Record(Instrument instrument, long measurement, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        var details = tags.ToArray().ToDictionary(static tag => tag.Key, static tag => tag.Value?.ToString() ?? "");
        var run = details[ProgressMetrics.RunTag];
        var opened = _opened.AddOrUpdate(run, static (_, more) => more, static (_, known, more) => known + more, instrument.Name == Events[0] ? measurement : 0);
        var level = instrument.Name == Events[2] ? LogLevel.Error : LogLevel.Information;
        var detail = details.GetValueOrDefault("grin.fault") ?? details[ProgressMetrics.HostTag];
        LogEvent(_logger, level, run, instrument.Name, detail, opened);
    }

    [LoggerMessage(EventId = 1202, Message = "Run {Run}: {Event} ({Detail}); connections_opened={ConnectionsOpened} for it in this process")]
    private static partial void LogEvent(ILogger logger, LogLevel level, string run, string @event, string detail, long connectionsOpened);
}
