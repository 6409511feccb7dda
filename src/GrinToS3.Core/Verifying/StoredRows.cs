using GrinToS3.Objects;
using GrinToS3.Progress;

namespace GrinToS3.Verifying;

/// <summary>
/// What the run's file says must be in storage. The file is opened for each page and closed again: verifying takes days, and nobody shall have to wait for it,
/// nor a write-ahead log grow behind a reader that does not move on.
/// </summary>
/// <param name="database">The file.</param>
/// <param name="layout">The keys of the run's objects.</param>
internal sealed class StoredRows(string database, ObjectLayout layout)
{
    private const int PageSize = 5000;

    private readonly Lock _gate = new();

    /// <summary>All objects of a kind whose keys come after one, in the order of their keys, which is not quite that of the barcodes.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="after">The last key that is not wanted; null for all.</param>
    internal IEnumerable<ExpectedObject> InKeyOrder(StoredKind kind, string? after)
    {
        // Of two barcodes one of which begins with the other, the longer one's key may come first ("AB-1.tar.gz", "AB.tar.gz"): so a row waits on the
        // stack until one comes whose key is beyond its own. Whatever begins with a barcode follows it at once, so the stack stays small.
        var waiting = new Stack<ExpectedObject>();
        foreach (var one in Rows(kind).Where(one => string.CompareOrdinal(one.Key.Key, after) > 0))
        {
            while (waiting.TryPeek(out var top) && string.CompareOrdinal(top.Key.Key, one.Key.Key) < 0)
            {
                yield return waiting.Pop();
            }

            waiting.Push(one);
        }

        while (waiting.TryPop(out var last))
        {
            yield return last;
        }
    }

    /// <summary>A page of the objects of a kind, in the order of the barcodes.</summary>
    internal IReadOnlyList<StoredRow> Page(StoredKind kind, string? afterBarcode, int limit) =>
        Read(reader => reader.ReadStored(kind.Name(), afterBarcode, limit));

    /// <summary>What the file says of one object now; null where it says nothing.</summary>
    internal ExpectedObject? Find(StoredKind kind, string barcode) =>
        Read(reader => reader.FindStored(kind.Name(), barcode)) is { } row ? kind.Expect(layout, row) : null;

    /// <summary>How many objects this tool has stored.</summary>
    internal long Count() => Read(static reader => Enum.GetValues<StoredKind>().Sum(kind => reader.CountStored(kind.Name())));

    private IEnumerable<ExpectedObject> Rows(StoredKind kind)
    {
        string? after = null;
        IReadOnlyList<StoredRow> page;
        do
        {
            page = Page(kind, after, PageSize);
            foreach (var one in page.Select(row => kind.Expect(layout, row)).OfType<ExpectedObject>())
            {
                yield return one;
            }

            after = page is [.., var last] ? last.Barcode : after;
        }
        while (page.Count == PageSize);
    }

    private T Read<T>(Func<ProgressReader, T> read)
    {
        // One at a time: many that open and close the file stand in each other's way.
        lock (_gate)
        {
            using var reader = ProgressReader.Open(database);
            return read(reader);
        }
    }
}
