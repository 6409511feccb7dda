using GrinToS3.Objects;
using GrinToS3.Progress;

namespace GrinToS3.Verifying;

/// <summary>
/// What the run's file says must be in storage. The file is opened for each page and closed again: verifying takes days, and nobody shall have to wait for it,
/// nor a write-ahead log grow behind a reader that does not move on.
/// </summary>
internal sealed class StoredRows
{
    private const int PageSize = 5000;

    private readonly Lock _gate = new();
    private readonly ObjectLayout _layout;
    private readonly string _database;
    private readonly ProgressStore? _owner;

    /// <summary>Reads beside whoever works on the run.</summary>
    /// <param name="database">The file.</param>
    /// <param name="layout">The keys of the run's objects.</param>
    internal StoredRows(string database, ObjectLayout layout) => (_database, _layout) = (database, layout);

    /// <summary>Reads as the file's owner.</summary>
    /// <param name="owner">The file; on a mount nobody else may look into it meanwhile.</param>
    /// <param name="layout">The keys of the run's objects.</param>
    internal StoredRows(ProgressStore owner, ObjectLayout layout) => (_owner, _database, _layout) = (owner, owner.Path, layout);

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
        Read(connection => StoredTable.Page(connection, kind.Name(), afterBarcode, limit));

    /// <summary>What the file says of one object now; null where it says nothing.</summary>
    internal ExpectedObject? Find(StoredKind kind, string barcode) =>
        Read(connection => StoredTable.Find(connection, kind.Name(), barcode)) is { } row ? kind.Expect(_layout, row) : null;

    /// <summary>How many objects this tool has stored.</summary>
    internal long Count() => Read(static connection => Enum.GetValues<StoredKind>().Sum(kind => StoredTable.Count(connection, kind.Name())));

    private IEnumerable<ExpectedObject> Rows(StoredKind kind)
    {
        string? after = null;
        IReadOnlyList<StoredRow> page;
        do
        {
            page = Page(kind, after, PageSize);
            foreach (var one in page.Select(row => kind.Expect(_layout, row)).OfType<ExpectedObject>())
            {
                yield return one;
            }

            after = page is [.., var last] ? last.Barcode : after;
        }
        while (page.Count == PageSize);
    }

    private T Read<T>(Func<ProgressConnection, T> read)
    {
        if (_owner is not null)
        {
            return _owner.Read(read);
        }

        // One at a time: many that open and close the file stand in each other's way.
        lock (_gate)
        {
            using var reader = ProgressReader.Open(_database);
            return reader.Query(read);
        }
    }
}
