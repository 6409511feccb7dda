using System.Diagnostics;
using GrinToS3.Progress;
using GrinToS3.Testing;
using Spectre.Console;

namespace GrinToS3.Benchmarks.Scenarios;

/// <summary>What our batches and our held connection cost above bare SQLite, and what the existing tool's patterns cost.</summary>
internal sealed class ProgressScenario : IScenario
{
    private const int BatchRows = 10_000;
    private const int Rounds = 9;
    private const string Now = "2026-01-05T18:06:08+00:00";

    public string Name => "progress";

    public string Purpose => "batches against bare prepared statements, two commits a volume, and a connection opened per operation";

    public Task<Figures> RunAsync(ScenarioOptions options)
    {
        var rows = options.Count("rows", 1_000_000, 20_000);
        var twoCommitRows = Math.Min(rows, options.Quick ? 500 : 20_000);
        using var folder = new TempFolder();
        var settings = new ProgressStoreOptions { Path = folder["batched.db"], HostId = "benchmark" };
        using var bare = BareDatabase.Open(settings with { Path = folder["raw.db"] });
        var (batched, raw, ratio) = Fill(folder, bare, rows);
        using var store = ProgressStore.Open(settings);
        var twoCommits = TwoCommits(settings with { Path = folder["two.db"] }, twoCommitRows);
        var (opened, held, step) = Lookups(store, bare, settings, rows, options.Quick ? 20 : 200);

        var table = new Table().AddColumns("what", "figure", "how");
        table.AddRow("our batches", $"{batched:N0} rows/s", $"{rows:N0} rows, {BatchRows:N0} a batch: from the inbox, checked against its hash, applied once; files are written and deleted beside, by others");
        table.AddRow("bare prepared statements", $"{raw:N0} rows/s", $"same rows, settings, schema and batch sizes; both take turns, batch by batch, and the median counts");
        table.AddRow("our batches / bare", $"{ratio:N2}", "median of the turns; target 0.9 or more");
        table.AddRow("two commits a volume", $"{twoCommitRows / twoCommits:N0} rows/s", $"held connection, {twoCommitRows:N0} rows");
        table.AddRow("a connection per lookup", $"{opened:N1} us", "open, settings, lookup, close");
        table.AddRow("a lookup, held", $"{held:N1} us", "the stored ETag of a volume; target: 50 times faster than the line above");
        table.AddRow("a bare step", $"{step:N1} us", "bind, step, reset of the same statement; target: at most 10 us less than the line above");
        AnsiConsole.Write(table);

        return Task.FromResult(new Figures(Name)
            .Add("rows", rows)
            .Add("batched_per_s", batched, 0)
            .Add("raw_per_s", raw, 0)
            .Add("batched_to_raw", ratio, 3)
            .Add("two_commits_per_s", twoCommitRows / twoCommits, 0)
            .Add("open_per_operation_us", opened)
            .Add("held_operation_us", held, 2)
            .Add("raw_step_us", step, 2));
    }

    /// <summary>
    /// Rows a second through the inbox, and bare, and the one by the other. They take turns batch by batch, and medians count: the machine's own
    /// noise is greater than the difference.
    /// </summary>
    private static (double Batched, double Raw, double Ratio) Fill(TempFolder folder, BareDatabase bare, int rows)
    {
        using var inbox = new InboxRun(folder, "batched");
        var (batched, raw, ratios) = (new List<double>(), new List<double>(), new List<double>());
        var books = new SampleBooks(BatchRows);
        for (var first = 0; first < rows; first += books.Count)
        {
            books.Fill(first, Math.Min(BatchRows, rows - first));
            var waiting = inbox.Write(books);
            double Ours() => Seconds(() => inbox.Apply(waiting));
            double Bare() => Seconds(() => bare.Insert(books, Now));
            var (ours, plain) = (first / BatchRows) % 2 == 0 ? (Ours(), Bare()) : Swapped(Bare(), Ours());
            batched.Add(books.Count / ours);
            raw.Add(books.Count / plain);
            ratios.Add(plain / ours);
            inbox.Delete(waiting);
        }

        return (Percentiles.Of(batched, 0.5), Percentiles.Of(raw, 0.5), Percentiles.Of(ratios, 0.5));
    }

    private static (double Second, double First) Swapped(double first, double second) => (second, first);

    private static double Seconds(Action work)
    {
        var started = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static double TwoCommits(ProgressStoreOptions settings, int rows)
    {
        using var bare = BareDatabase.Open(settings);
        var books = new SampleBooks(rows);
        books.Fill(0, rows);
        var started = Stopwatch.GetTimestamp();
        bare.InsertWithTwoCommits(books, Now);
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>Microseconds a lookup: a connection each, held, and bare; medians over rounds that take turns.</summary>
    private static (double Opened, double Held, double Step) Lookups(ProgressStore store, BareDatabase bare, ProgressStoreOptions settings, int rows, int opens)
    {
        var random = new Random(1);
        var (opened, held, step) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round <= Rounds; round++)
        {
            var few = Barcodes(random, rows, opens / 10);
            var many = Barcodes(random, rows, opens * 20);
            var times = new[]
            {
                Each(few, barcode => BareDatabase.OpenFindClose(settings, barcode)),
                Each(many, barcode => store.FindValue(barcode, BareDatabase.Asked)),
                Each(many, bare.Step),
            };

            // The first round warms caches and the compiler.
            if (round > 0)
            {
                opened.Add(times[0]);
                held.Add(times[1]);
                step.Add(times[2]);
            }
        }

        return (Percentiles.Of(opened, 0.5), Percentiles.Of(held, 0.5), Percentiles.Of(step, 0.5));
    }

    private static string[] Barcodes(Random random, int rows, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => SampleBooks.Barcode(random.Next(rows)))];

    private static double Each(string[] barcodes, Action<string> lookup)
    {
        var started = Stopwatch.GetTimestamp();
        foreach (var barcode in barcodes)
        {
            lookup(barcode);
        }

        return Stopwatch.GetElapsedTime(started).TotalMicroseconds / barcodes.Length;
    }
}
