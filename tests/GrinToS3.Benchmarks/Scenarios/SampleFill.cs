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
