using System.Diagnostics;
using System.Globalization;
using GrinToS3.Progress;

namespace GrinToS3.Benchmarks.Scenarios;

/// <summary>Runs in a process of its own: the same work on a filled file with one choice of cache, memory map and readers beside.</summary>
internal static class ScaleProbe
{
    private const int Writes = 20;
    private const int WriteRows = 1000;

    /// <summary>The defaults, or <c>--cache</c> and <c>--mmap</c> in MiB.</summary>
    public static ProgressStoreOptions Settings(string path, ScenarioOptions options)
    {
        var settings = new ProgressStoreOptions { Path = path, HostId = "benchmark" };
        return settings with
        {
            CacheSizeMiB = options.Count("cache", settings.CacheSizeMiB, settings.CacheSizeMiB),
            MmapSizeMiB = options.Count("mmap", settings.MmapSizeMiB, settings.MmapSizeMiB),
        };
    }

    /// <summary>A line of this process's <c>/proc/self/status</c>, in MiB.</summary>
    public static double Memory(string key)
    {
        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith(key, StringComparison.Ordinal));
        return double.Parse(line.Split(':')[1].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1024;
    }

    public static Figures Run(string path, ScenarioOptions options)
    {
        var rows = options.Count("rows", 0, 0);
        var operations = options.Count("operations", 0, 0);
        var readers = options.Count("readers", 0, 0);
        var settings = Settings(path, options);
        using var store = ProgressStore.Open(settings);
        using var stop = new CancellationTokenSource();
        var reading = Enumerable.Range(0, readers).Select(reader => Task.Run(() => Read(path, rows, reader, stop.Token))).ToArray();
        var random = new Random(3);
        string Any() => SampleBooks.Barcode(random.Next(rows));
        var lookups = ScaleSample.Times(operations, Any, barcode => store.FindBook(barcode));
        var pages = ScaleSample.Times(operations / 20, Any, barcode => ScaleSample.ReadRecords(store, barcode));
        var writes = Write(store, new Inbox(Path.Combine(Path.GetDirectoryName(path)!, "inbox")), rows);
        stop.Cancel();
        Task.WaitAll(reading);
        return new Figures("scale-probe")
            .Add("cache_mb", settings.CacheSizeMiB)
            .Add("mmap_mb", settings.MmapSizeMiB)
            .Add("readers", readers)
            .Add("lookup_p50_us", Percentiles.Of(lookups, 0.5))
            .Add("page_p50_us", Percentiles.Of(pages, 0.5))
            .Add("write_ms", writes)
            .Add("rss_mb", Memory("VmRSS"), 0)
            .Add("anonymous_mb", Memory("RssAnon"), 0);
    }

    private static double Write(ProgressStore store, Inbox inbox, int rows)
    {
        var books = new SampleBooks(WriteRows);
        var times = new double[Writes];
        for (var write = 0; write < Writes; write++)
        {
            books.Fill((long)write * rows / Writes, Math.Min(WriteRows, rows / Writes));
            var id = BatchId.Parse($"probe/{Guid.NewGuid():N}");
            var started = Stopwatch.GetTimestamp();
            SampleFill.Apply(store, inbox, id, books, ApplyMode.Refresh);
            times[write] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }

        return Percentiles.Of(times, 0.5);
    }

    private static void Read(string path, int rows, int seed, CancellationToken stop)
    {
        using var reader = ProgressReader.Open(path);
        var random = new Random(seed);
        while (!stop.IsCancellationRequested)
        {
            _ = reader.ReadBooks(SampleBooks.Barcode(random.Next(rows)), 100, _ => { });
        }
    }
}
