namespace GrinToS3.Simulator.Archives;

/// <summary>The archives that were asked for last, so that HEAD, GET and parts of one archive make it once.</summary>
internal sealed class RecentArchives(int most)
{
    private readonly Lock _lock = new();
    private readonly OrderedDictionary<string, Lazy<SimulatedArchive>> _archives = [];

    public SimulatedArchive GetOrAdd(string key, Func<SimulatedArchive> make)
    {
        Lazy<SimulatedArchive>? archive;
        lock (_lock)
        {
            if (!_archives.TryGetValue(key, out archive))
            {
                archive = new Lazy<SimulatedArchive>(make);
                _archives.Add(key, archive);
                if (_archives.Count > most)
                {
                    _archives.RemoveAt(0);
                }
            }
        }

        return archive.Value;
    }
}
