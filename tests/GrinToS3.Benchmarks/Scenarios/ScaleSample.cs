using System.Diagnostics;
using System.Text.Json.Nodes;
using GrinToS3.Progress;

namespace GrinToS3.Benchmarks.Scenarios;

/// <summary>Times of single operations at random volumes, in microseconds.</summary>
internal sealed record ScaleSample(double[] Lookups, double[] Updates, double[] Pages, double[] Records)
{
    private const string UpdateSql =
        "UPDATE books SET storage_path = ?2, encrypted_etag = ?3, is_decrypted = 1, sync_timestamp = ?4, updated_at = ?4 WHERE barcode = ?1";

    public static ScaleSample Measure(ProgressStore store, int rows, int operations)
    {
        var random = new Random(7);
        string Any() => SampleBooks.Barcode(random.Next(rows));

        // Warm: as in a host that has run for a while, each page was read once, and the compiler has seen the code.
        store.Read(connection => connection.Scalar("SELECT sum(length(title)) FROM books NOT INDEXED"));
        store.Read(connection => connection.Scalar("SELECT count(*) FROM books WHERE barcode > ''"));
        _ = Times(operations / 4, Any, barcode => store.FindBook(barcode));
        return new ScaleSample(
            Times(operations, Any, barcode => store.FindBook(barcode)),
            Times(operations / 4, Any, barcode => Update(store, barcode)),
            Times(operations / 4, Any, barcode => store.ReadBarcodes(barcode, 100)),
            Times(operations / 20, Any, barcode => ReadRecords(store, barcode)));
    }

    public static void ReadRecords(ProgressStore store, string afterBarcode)
    {
        long bytes = 0;
        store.ReadBooks(afterBarcode, 100, row => bytes += row[BookColumn.Barcode].Length + row[BookColumn.GrinState].Length);
    }

    public static double[] Times(int count, Func<string> any, Action<string> operation)
    {
        var times = new double[count];
        for (var i = 0; i < count; i++)
        {
            var barcode = any();
            var started = Stopwatch.GetTimestamp();
            operation(barcode);
            times[i] = Stopwatch.GetElapsedTime(started).TotalMicroseconds;
        }

        return times;
    }

    public JsonObject ToJson(int rows) => new()
    {
        ["rows"] = rows,
        ["lookup_p50_us"] = Rounded(Lookups, 0.5),
        ["lookup_p99_us"] = Rounded(Lookups, 0.99),
        ["update_p50_us"] = Rounded(Updates, 0.5),
        ["update_p99_us"] = Rounded(Updates, 0.99),
        ["page_p50_us"] = Rounded(Pages, 0.5),
        ["page_p99_us"] = Rounded(Pages, 0.99),
        ["records_p50_us"] = Rounded(Records, 0.5),
        ["records_p99_us"] = Rounded(Records, 0.99),
    };

    public IEnumerable<string> ToCells() =>
        new[] { Lookups, Updates, Pages, Records }.SelectMany(times => new[] { 0.5, 0.99 }.Select(fraction => $"{Rounded(times, fraction)}"));

    private static double Rounded(double[] times, double fraction) => Math.Round(Percentiles.Of(times, fraction), 1);

    // The moment differs each time, as in a run: SQLite writes no page for an update that leaves the row as it is.
    private static void Update(ProgressStore store, string barcode) => store.Write(connection =>
    {
        var update = connection.Prepare(UpdateSql);
        update.Bind(1, barcode);
        update.Bind(2, $"lib-raw/run1/{barcode}.tar.gz");
        update.Bind(3, "0xE7AG01");
        update.Bind(4, store.Now);
        update.Execute();
        return 0;
    });
}
