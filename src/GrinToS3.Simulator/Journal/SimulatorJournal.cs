namespace GrinToS3.Simulator.Journal;

/// <summary>
/// What a simulated GRIN was asked, for tests and for people; safe to read while it serves, and bounded however much it is asked.
/// A request counts when its answer is complete, so wait for the client before you read.
/// </summary>
public sealed class SimulatorJournal
{
    private const int Kept = 1000;

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Resource, int Status), int> _counts = [];
    private readonly Queue<JournalEntry> _recent = [];
    private int _running;
    private int _maxConcurrent;
    private long _second;
    private int _inSecond;
    private int _peakPerSecond;
    private int _tokenRefreshes;

    /// <summary>The last 1000 requests, oldest first.</summary>
    public IReadOnlyList<JournalEntry> Recent => Read(() => _recent.ToArray());

    /// <summary>The number of requests by resource and status, in the order of resource and status.</summary>
    public IReadOnlyList<JournalCount> Counts => Read(() => _counts
        .Select(count => new JournalCount(count.Key.Resource, count.Key.Status, count.Value))
        .OrderBy(count => count.Resource, StringComparer.Ordinal).ThenBy(count => count.Status)
        .ToArray());

    /// <summary>The number of all requests, those of the token endpoint included.</summary>
    public int Total => Read(() => _counts.Values.Sum());

    /// <summary>The most requests of the library that were under way at once.</summary>
    public int MaxConcurrent => Read(() => _maxConcurrent);

    /// <summary>The most requests of the library that arrived in one second of the clock.</summary>
    public int PeakPerSecond => Read(() => _peakPerSecond);

    /// <summary>How often an access token was given for a refresh token or for a service account's assertion.</summary>
    public int TokenRefreshes => Read(() => _tokenRefreshes);

    /// <summary>The number of requests of a resource.</summary>
    /// <param name="resource">Its name: <c>_all_books</c>, <c>_in_process</c>, …; <c>archive</c>, <c>hop</c>, <c>summary</c>, <c>token</c>, <c>authorize</c>; <c>other</c> for what is not simulated.</param>
    public int Count(string resource) =>
        Read(() => _counts.Where(count => count.Key.Resource == resource).Sum(count => count.Value));

    /// <summary>The number of requests of a resource that were answered with a status.</summary>
    /// <param name="resource">Its name, as above.</param>
    /// <param name="status">The HTTP status.</param>
    public int Count(string resource, int status) => Read(() => _counts.GetValueOrDefault((resource, status)));

    internal void LibraryRequestStarted(DateTimeOffset now)
    {
        lock (_lock)
        {
            _maxConcurrent = Math.Max(_maxConcurrent, ++_running);
            var second = now.ToUnixTimeSeconds();
            _inSecond = second == _second ? _inSecond + 1 : 1;
            _second = second;
            _peakPerSecond = Math.Max(_peakPerSecond, _inSecond);
        }
    }

    internal void LibraryRequestEnded()
    {
        lock (_lock)
        {
            _running--;
        }
    }

    internal void Add(JournalEntry entry)
    {
        lock (_lock)
        {
            var key = (entry.Resource, entry.Status);
            _counts[key] = _counts.GetValueOrDefault(key) + 1;
            _recent.Enqueue(entry);
            if (_recent.Count > Kept)
            {
                _recent.Dequeue();
            }
        }
    }

    internal void TokenRefreshed()
    {
        lock (_lock)
        {
            _tokenRefreshes++;
        }
    }

    private T Read<T>(Func<T> figure)
    {
        lock (_lock)
        {
            return figure();
        }
    }
}
