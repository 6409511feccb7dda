using System.Diagnostics;
using System.Text;
using GrinToS3.Grin.Listing;
using GrinToS3.Testing.Listing;
using Spectre.Console;

namespace GrinToS3.Benchmarks.Scenarios;

/// <summary>How fast a page of a listing is read: our parser against an HTML library that does the same work.</summary>
public sealed class ListingScenario : IScenario
{
    public string Name => "listing";

    public string Purpose => "MB/s of a listing page read into book records, against an HTML library";

    public Task<Figures> RunAsync(ScenarioOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var rows = options.Count("rows", normal: 10_000, quick: 500);
        var page = Encoding.UTF8.GetBytes(ListingPages.Make(rows));
        var seconds = TimeSpan.FromSeconds(options.Quick ? 0.2 : 5);
        var checksum = ReadWithLibrary(page);
        var libraryTime = Best(seconds, () => Require(ReadWithLibrary(page) == checksum));
        var ours = Best(seconds, () => Require(Read(page) == checksum));
        var allocated = Allocated(() => Read(page)) / (double)rows;

        var megabytes = page.Length / 1e6;
        var table = new Table().AddColumns("parser", "ms a page", "MB/s", "rows/s");
        AddRow("this project's", ours);
        AddRow("AngleSharp", libraryTime);
        AnsiConsole.MarkupLine($"a page of {rows:N0} rows, {megabytes:F1} MB, every value and book record made; best run on one core");
        AnsiConsole.Write(table);
        return Task.FromResult(new Figures(Name)
            .Add("mb_per_s", megabytes / ours.TotalSeconds)
            .Add("html_library_mb_per_s", megabytes / libraryTime.TotalSeconds)
            .Add("ratio", libraryTime / ours)
            .Add("bytes_allocated_per_row", allocated, 2));

        void AddRow(string name, TimeSpan time) => table.AddRow(
            name, $"{time.TotalMilliseconds:F1}", $"{megabytes / time.TotalSeconds:N0}", $"{rows / time.TotalSeconds:N0}");
    }

    /// <summary>Reads the page with our parser, in pieces as a connection gives them.</summary>
    private static long Read(byte[] page)
    {
        const int Piece = 64 * 1024;
        var sink = new CountingSink();
        var parser = new ListingParser(sink);
        for (var at = 0; at < page.Length; at += Piece)
        {
            parser.Write(page.AsSpan(at, Math.Min(Piece, page.Length - at)));
        }

        var summary = parser.Complete().Value ?? throw new InvalidOperationException("the page was not read");
        return sink.Bytes + Encoding.UTF8.GetByteCount(summary.NextLink ?? "");
    }

    private static long ReadWithLibrary(byte[] page)
    {
        var listing = HtmlLibraryListing.Read(page) ?? throw new InvalidOperationException("the library did not read the page");
        var bytes = listing.Rows.Sum(row => (long)row.Values.Sum(Encoding.UTF8.GetByteCount) + row.Book.Sum(value => Encoding.UTF8.GetByteCount(value ?? "")));
        return bytes + Encoding.UTF8.GetByteCount(listing.NextLink ?? "");
    }

    /// <summary>The best of all runs that fit in a time, which also warms the code up.</summary>
    private static TimeSpan Best(TimeSpan total, Action work)
    {
        var best = TimeSpan.MaxValue;
        var began = Stopwatch.GetTimestamp();
        do
        {
            var start = Stopwatch.GetTimestamp();
            work();
            var time = Stopwatch.GetElapsedTime(start);
            best = time < best ? time : best;
        }
        while (Stopwatch.GetElapsedTime(began) < total);
        return best;
    }

    private static long Allocated(Func<long> work)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        work();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static void Require(bool isEqual)
    {
        if (!isEqual)
        {
            throw new InvalidOperationException("the two parsers read different values");
        }
    }
}
