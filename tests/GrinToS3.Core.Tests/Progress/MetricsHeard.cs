using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace GrinToS3.Progress;

/// <summary>Sums what the stores of one host report while it listens.</summary>
public sealed class MetricsHeard : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, double> _sums = new();

    public MetricsHeard(string host)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == ProgressMetrics.MeterName)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags, host));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags, host));
        _listener.Start();
    }

    public double this[string instrument] => _sums.GetValueOrDefault(instrument);

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, string host)
    {
        foreach (var tag in tags)
        {
            if (tag.Key == ProgressMetrics.HostTag && (string?)tag.Value == host)
            {
                _sums.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value);
            }
        }
    }
}
