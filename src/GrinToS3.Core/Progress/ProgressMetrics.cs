using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace GrinToS3.Progress;

/// <summary>What the stores of this process did, as instruments of the meter <see cref="MeterName"/>, tagged with <see cref="HostTag"/> and <see cref="RunTag"/>.</summary>
public sealed class ProgressMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "GrinToS3.Progress";

    /// <summary>The tag that tells one store's host id.</summary>
    public const string HostTag = "grin.host_id";

    /// <summary>The tag that tells one store's run: the name of the folder that its file lies in.</summary>
    public const string RunTag = "grin.run";

    private static readonly Meter Meter = new(MeterName);
    private static readonly Counter<long> Opened = Meter.CreateCounter<long>("grin.progress.connections_opened", "{connection}");
    private static readonly Histogram<double> OpenSeconds = Meter.CreateHistogram<double>("grin.progress.open_time", "s");
    private static readonly Counter<long> Committed = Meter.CreateCounter<long>("grin.progress.transactions", "{transaction}");
    private static readonly Counter<long> Applied = Meter.CreateCounter<long>("grin.progress.rows", "{row}");
    private static readonly Counter<long> Waited = Meter.CreateCounter<long>("grin.progress.busy_waits", "{wait}");
    private static readonly Counter<long> Errors = Meter.CreateCounter<long>("grin.progress.lifecycle_errors", "{error}");
    private static readonly Counter<long> Taken = Meter.CreateCounter<long>("grin.progress.ownership_taken", "{take}");
    private static readonly Counter<long> Broken = Meter.CreateCounter<long>("grin.progress.locks_broken", "{lock}");
    private static readonly Counter<long> Lost = Meter.CreateCounter<long>("grin.progress.ownership_lost", "{loss}");
    private static readonly Counter<long> Missed = Meter.CreateCounter<long>("grin.progress.beats_missed", "{beat}");

    private readonly TagList _tags;

    internal ProgressMetrics(string hostId, string path) =>
        _tags = new TagList { { HostTag, hostId }, { RunTag, Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path))) } };

    internal void ConnectionOpened(TimeSpan time)
    {
        Opened.Add(1, _tags);
        OpenSeconds.Record(time.TotalSeconds, _tags);
    }

    internal void TransactionCommitted() => Committed.Add(1, _tags);

    internal void RowsApplied(long rows) => Applied.Add(rows, _tags);

    internal void BusyWait() => Waited.Add(1, _tags);

    internal void LifecycleError(ProgressFault fault) => Errors.Add(1, [.. _tags, new("grin.fault", fault.ToString())]);

    internal void OwnershipTaken() => Taken.Add(1, _tags);

    internal void LockBroken() => Broken.Add(1, _tags);

    internal void OwnershipLost() => Lost.Add(1, _tags);

    internal void BeatMissed() => Missed.Add(1, _tags);
}
