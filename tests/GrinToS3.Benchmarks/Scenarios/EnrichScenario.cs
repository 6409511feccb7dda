using System.Text.Json.Nodes;
using GrinToS3.Simulator.Volumes;
using Spectre.Console;

namespace GrinToS3.Benchmarks.Scenarios;

/// <summary>
/// The whole command, as a library runs it after it has collected: a simulated GRIN in a process of its own, <c>grin enrich</c> in another, the rate limit lifted,
/// from start to published. Its baselines: as many volumes only asked for, and a library of a tenth of the size.
/// </summary>
public sealed class EnrichScenario : IScenario
{
    private const int VolumesPerRequest = 490;
    private const int SimulatorSeed = 1;

    public string Name => "enrich";

    public string Purpose => "grin enrich, from start to published, against only asking for the same volumes (--books N)";

    public async Task<Figures> RunAsync(ScenarioOptions options)
    {
        var books = options.Count("books", normal: 1_000_000, quick: 20_000);
        var large = await EnrichAsync(books);
        var small = await EnrichAsync(books / 10);
        var table = new Table().AddColumns("volumes", "enrich, s", "volumes/s", "calls", "own memory, MB", "peak RSS, MB", "asking only, volumes/s", "books.db, MB");
        foreach (var one in new[] { small, large })
        {
            table.AddRow(
                $"{one.Books:N0}", $"{one.Seconds:N1}", $"{one.BooksPerSecond:N0}", $"{one.Calls:N0}", $"{one.PeakOwnMb:N0}", $"{one.PeakRssMb:N0}", $"{one.AskedPerSecond:N0}", $"{one.DatabaseMb:N0}");
        }

        AnsiConsole.Write(table);
        return new Figures(Name)
            .Add("books", books, 0)
            .Add("books_per_s", large.BooksPerSecond, 0)
            .Add("calls", large.Calls, 0)
            .Add("peak_own_mb", large.PeakOwnMb)
            .Add("small_peak_own_mb", small.PeakOwnMb)
            .Add("own_ratio", large.PeakOwnMb / small.PeakOwnMb, 2)
            .Add("peak_rss_mb", large.PeakRssMb)
            .Add("cpu_s_per_100k", large.CpuSeconds / books * 100_000, 2)
            .Add("asking_only_books_per_s", large.AskedPerSecond, 0);
    }

    private static async Task<Measured> EnrichAsync(int books)
    {
        var folder = Directory.CreateTempSubdirectory("grin-bench-").FullName;
        try
        {
            var credentials = Path.Combine(folder, "credentials");
            await using var simulator = await Simulator.StartAsync(folder, credentials, "--books", $"{books}", "--seed", $"{SimulatorSeed}");
            await GrinProcess.RunAsync(
                folder,
                credentials,
                ["collect", "--run-name", "bench", "--library-directory", "Example", "--grin-url", simulator.Address, "--requests-per-second", "0", "--storage", "local", "--storage-path", "storage", "--json"]);
            var asked = await AskAsync(simulator.Address, credentials, books);
            var (enrich, elapsed) = await GrinProcess.RunAsync(folder, credentials, "enrich", "--run-name", "bench", "--json");
            var progress = JsonNode.Parse(enrich.Output)!["result"]!["progress"]!;
            if (progress["enriched"]!.GetValue<int>() != books)
            {
                throw new InvalidOperationException($"grin enrich brought other than {books} volumes: {enrich.Output}");
            }

            var database = new FileInfo(Path.Combine(folder, "output", "bench", "books.db")).Length;
            return new Measured(books, elapsed.TotalSeconds, enrich.PeakOwnMb, enrich.PeakRssMb, enrich.CpuSeconds, progress["requests"]!.GetValue<int>(), asked, database / 1e6);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The floor: every answer, read and thrown away, five at once.</summary>
    private static async Task<double> AskAsync(string address, string credentials, int books)
    {
        using var http = Simulator.Client(credentials);
        var addresses = new SimulatedLibrary(SimulatorSeed, books).Books.Select(static book => book.Barcode).Chunk(VolumesPerRequest)
            .Select(barcodes => $"{address}Example/_barcode_search?execute_query=true&format=text&mode=full&barcodes={string.Join('+', barcodes)}").ToList();
        var started = TimeProvider.System.GetTimestamp();
        await Parallel.ForEachAsync(addresses, new ParallelOptions { MaxDegreeOfParallelism = 5 }, async (one, stop) =>
        {
            await using var body = await http.GetStreamAsync(one, stop);
            await body.CopyToAsync(Stream.Null, stop);
        });
        return books / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
    }

    private sealed record Measured(int Books, double Seconds, double PeakOwnMb, double PeakRssMb, double CpuSeconds, int Calls, double AskedPerSecond, double DatabaseMb)
    {
        internal double BooksPerSecond => Books / Seconds;
    }
}
