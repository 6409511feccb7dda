using GrinToS3.Progress;

namespace GrinToS3.Benchmarks.Scenarios;

/// <summary>Brings a progress file to a size through the inbox.</summary>
internal static class SampleFill
{
    private const int BatchRows = 10_000;

    public static void Grow(ProgressStoreOptions settings, Inbox inbox, int from, int to)
    {
        using var store = ProgressStore.Open(settings);
        var books = new SampleBooks(BatchRows);
        for (var first = from; first < to; first += BatchRows)
        {
            books.Fill(first, Math.Min(BatchRows, to - first));
            Apply(store, inbox, BatchId.ForPage("_all_books", 1, first / 1000), books, ApplyMode.Insert);
        }
    }

    /// <summary>Makes volumes that are listed into such that are stored, as the end of each pass does: their rows grow, and pages are split.</summary>
    /// <param name="store">The file.</param>
    /// <param name="from">The first row.</param>
    /// <param name="to">The row after the last.</param>
    public static void Store(ProgressStore store, int from, int to)
    {
        for (var first = from; first < to; first += BatchRows)
        {
            store.Write(connection =>
            {
                var update = connection.Prepare(ScaleSample.StoreSql + " WHERE rowid > ?4 AND rowid <= ?5");
                update.Bind(1, "0xE7AG00");
                update.Bind(2, store.Now);
                update.Bind(3, "lib-raw/run1/");
                update.Bind(4, first);
                update.Bind(5, Math.Min(first + BatchRows, to));
                update.Execute();
                return 0;
            });
        }
    }

    public static void Apply(ProgressStore store, Inbox inbox, BatchId id, SampleBooks books, ApplyMode mode)
    {
        using (var writer = inbox.Create(id))
        {
            books.WriteTo(writer);
            writer.Complete();
        }

        store.Apply(id, inbox, mode);
        inbox.Delete(id);
    }
}
