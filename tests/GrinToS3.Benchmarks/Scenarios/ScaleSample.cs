using System.Diagnostics;
using System.Text.Json.Nodes;
using GrinToS3.Progress;

namespace GrinToS3.Benchmarks.Scenarios;

/// <summary>Times of single operations at random volumes, in microseconds.</summary>
internal sealed record ScaleSample(double[] FirstUpdates, double[] Lookups, double[] Updates, double[] Pages, double[] Records)
{
    /// <summary>What the end of a pass writes about its volume: ?1 the ETag, ?2 the moment, ?3 where archives lie.</summary>
    internal const string StoreSql =
        "UPDATE books SET storage_path = ?3 || barcode || '.tar.gz', encrypted_etag = ?1, is_decrypted = 1, sync_timestamp = ?2, updated_at = ?2";

    /// <summary>Times operations of a file whose rows from <paramref name="listed"/> on are listed, and those before stored; it makes all stored.</summary>
    /// <remarks>
    /// The first update of a volume makes its row grow and so splits a full page. A small file soon has no full page left, a large one has them
    /// for every update, so these are timed apart from the updates of volumes that are stored.
    /// </remarks>
    public static ScaleSample Measure(ProgressStore store, int listed, int rows, int operations)
    {
        var random = new Random(7);
        string Any() => SampleBooks.Barcode(random.Next(rows));
        var firstUpdates = Times(operations / 4, () => SampleBooks.Barcode(random.Next(listed, rows)), barcode => Update(store, barcode));
        SampleFill.Store(store, listed, rows);

        // Warm: as in a host that has run for a while, each page was read once, and the compiler has seen the code.
        store.Read(connection => connection.Scalar("SELECT sum(length(title)) FROM books NOT INDEXED"));
        store.Read(connection => connection.Scalar("SELECT count(*) FROM books WHERE barcode > ''"));
        _ = Times(operations / 4, Any, barcode => store.FindBook(barcode));
        return new ScaleSample(
            firstUpdates,
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
        ["first_update_p50_us"] = Rounded(FirstUpdates, 0.5),
        ["first_update_p99_us"] = Rounded(FirstUpdates, 0.99),
        ["page_p50_us"] = Rounded(Pages, 0.5),
        ["page_p99_us"] = Rounded(Pages, 0.99),
        ["records_p50_us"] = Rounded(Records, 0.5),
        ["records_p99_us"] = Rounded(Records, 0.99),
    };

    private static double Rounded(double[] times, double fraction) => Math.Round(Percentiles.Of(times, fraction), 1);

    // The moment differs each time, as in a run: SQLite writes no page for an update that leaves the row as it is.
    private static void Update(ProgressStore store, string barcode) => store.Write(connection =>
    {
        var update = connection.Prepare(StoreSql + " WHERE barcode = ?4");
        update.Bind(1, "0xE7AG01");
        update.Bind(2, store.Now);
        update.Bind(3, "lib-raw/run1/");
        update.Bind(4, barcode);
        update.Execute();
        return 0;
    });
}
