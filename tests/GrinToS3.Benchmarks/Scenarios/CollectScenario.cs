using Spectre.Console;

namespace GrinToS3.Benchmarks.Scenarios;

/// <summary>
/// The whole command, as a library runs it: a simulated GRIN in a process of its own, <c>grin collect</c> in another, the rate limit lifted, from start to published.
/// Its baselines: the same pages only downloaded, and a library of a tenth of the size.
/// </summary>
public sealed class CollectScenario : IScenario
{
    private const int PageSize = 10_000;

    public string Name => "collect";

    public string Purpose => "grin collect, from start to published, against downloading the same pages (--books N)";

    public async Task<Figures> RunAsync(ScenarioOptions options)
    {
        var books = options.Count("books", normal: 1_000_000, quick: 20_000);
        var large = await CollectAsync(books);
        var small = await CollectAsync(books / 10);
        var table = new Table().AddColumns("volumes", "collect, s", "volumes/s", "peak RSS, MB", "download only, volumes/s", "books.db, MB");
        foreach (var one in new[] { small, large })
        {
            table.AddRow($"{one.Books:N0}", $"{one.Seconds:N1}", $"{one.BooksPerSecond:N0}", $"{one.PeakRssMb:N0}", $"{one.DownloadPerSecond:N0}", $"{one.DatabaseMb:N0}");
        }

        AnsiConsole.Write(table);
        return new Figures(Name)
            .Add("books", books, 0)
            .Add("books_per_s", large.BooksPerSecond, 0)
            .Add("peak_rss_mb", large.PeakRssMb)
            .Add("small_peak_rss_mb", small.PeakRssMb)
            .Add("rss_ratio", large.PeakRssMb / small.PeakRssMb, 2)
            .Add("download_only_books_per_s", large.DownloadPerSecond, 0);
    }

    private static async Task<Measured> CollectAsync(int books)
    {
        var folder = Directory.CreateTempSubdirectory("grin-bench-").FullName;
        try
        {
            var credentials = Path.Combine(folder, "credentials");
            await using var simulator = await Simulator.StartAsync(folder, credentials, "--books", $"{books}");
            var address = simulator.Address;
            var download = await DownloadAsync(address, credentials, books);
            await using var collect = GrinProcess.Start(
                folder,
                credentials,
                ["collect", "--run-name", "bench", "--library-directory", "Example", "--grin-url", address, "--requests-per-second", "0", "--storage", "local", "--storage-path", "storage", "--json"]);
            var (exitCode, elapsed) = await collect.WaitAsync();
            if (exitCode != 0 || !collect.Output.Contains($"\"rows\":{books},", StringComparison.Ordinal))
            {
                throw new InvalidOperationException($"grin collect ended with {exitCode}: {collect.Output}");
            }

            var database = new FileInfo(Path.Combine(folder, "output", "bench", "books.db")).Length;
            return new Measured(books, elapsed.TotalSeconds, collect.PeakRssMb, download, database / 1e6);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The floor: every page, read and thrown away, five at once.</summary>
    private static async Task<double> DownloadAsync(string address, string credentials, int books)
    {
        using var http = Simulator.Client(credentials);
        var started = TimeProvider.System.GetTimestamp();
        await Parallel.ForAsync(0, (books + PageSize - 1) / PageSize, new ParallelOptions { MaxDegreeOfParallelism = 5 }, async (page, stop) =>
        {
            await using var body = await http.GetStreamAsync($"{address}Example/_all_books?result_count={PageSize}&first={page * PageSize}", stop);
            await body.CopyToAsync(Stream.Null, stop);
        });
        return books / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
    }

    private sealed record Measured(int Books, double Seconds, double PeakRssMb, double DownloadPerSecond, double DatabaseMb)
    {
        internal double BooksPerSecond => Books / Seconds;
    }
}
