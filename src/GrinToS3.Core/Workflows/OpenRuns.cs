using GrinToS3.Runs;

namespace GrinToS3.Workflows;

/// <summary>The runs that are open in this process, each with one progress file that stays open. One instance a host.</summary>
/// <param name="options">How runs are opened.</param>
public sealed class OpenRuns(OpenRunsOptions options) : IDisposable
{
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>How runs are opened.</summary>
    public OpenRunsOptions Options => options;

    /// <summary>A run to work with, opened where it was not. Its progress file is opened when it is first used.</summary>
    /// <param name="run">The run's name.</param>
    /// <returns>To be disposed of when the work is done; the run itself stays open.</returns>
    /// <exception cref="IOException">The run's configuration can't be used, or another session works on the run.</exception>
    public RunLease Borrow(string run)
    {
        lock (_gate)
        {
            if (!_entries.TryGetValue(run, out var entry))
            {
                entry = new Entry(Open(run));
                _entries.Add(run, entry);
            }

            entry.Users++;
            return new RunLease(entry.Run, () => GiveBack(entry));
        }
    }

    /// <summary>Closes the runs that nobody has worked with for a while; the next use opens them again.</summary>
    /// <param name="idle">How long.</param>
    /// <returns>The names of those that were closed.</returns>
    public IReadOnlyList<string> CloseIdle(TimeSpan idle)
    {
        lock (_gate)
        {
            var closing = _entries
                .Where(one => one.Value.Users == 0 && options.Time.GetElapsedTime(one.Value.LastUsed) >= idle)
                .Select(static one => one.Key)
                .ToList();
            foreach (var name in closing)
            {
                _entries.Remove(name, out var entry);
                entry!.Run.Dispose();
            }

            return closing;
        }
    }

    /// <summary>Closes all runs; one that is in use is closed under its user, whose work fails and is done again later.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var entry in _entries.Values)
            {
                entry.Run.Dispose();
            }

            _entries.Clear();
        }
    }

    private void GiveBack(Entry entry)
    {
        lock (_gate)
        {
            entry.Users--;
            entry.LastUsed = options.Time.GetTimestamp();
        }
    }

    private OpenRun Open(string name)
    {
        var directory = options.DirectoryOf(name);
        var start = RunConfigFile.Examine(directory, new RunConfigDraft(directory.Name));
        return start is { Problem: null, Created: false, Config: { } config }
            ? new OpenRun(options, directory, options.Elsewhere is { } other ? config with { StorageConfig = other } : config)
            : throw new IOException(start.Problem ?? $"there is no run '{name}' below {directory.Root}");
    }

    private sealed class Entry(OpenRun run)
    {
        internal OpenRun Run => run;

        internal int Users { get; set; }

        internal long LastUsed { get; set; }
    }
}
