using GrinToS3.Progress;
using GrinToS3.Testing;

namespace GrinToS3.Benchmarks.Scenarios;

/// <summary>One progress file that is filled through its inbox.</summary>
internal sealed class InboxRun : IDisposable
{
    private readonly Inbox _inbox;
    private readonly ProgressStore _store;
    private int _written;

    public InboxRun(TempFolder folder, string name)
    {
        _inbox = new Inbox(folder[$"{name}-inbox"]);
        _store = ProgressStore.Open(new ProgressStoreOptions { Path = folder[$"{name}.db"], HostId = "benchmark" });
    }

    /// <summary>Writes a batch's file into the inbox.</summary>
    public BatchId Write(SampleBooks books)
    {
        var id = BatchId.ForPage("_all_books", 1, _written++);
        using var writer = _inbox.Create(id);
        books.WriteTo(writer);
        writer.Complete();
        return id;
    }

    /// <summary>Applies a batch that waits in the inbox: checks it against its hash, and applies it once.</summary>
    public void Apply(BatchId batch) => _store.Apply(batch, _inbox, ApplyMode.Insert);

    /// <summary>Deletes an applied batch, which the ledger leaves to another thread.</summary>
    public void Delete(BatchId batch) => _inbox.Delete(batch);

    public void Dispose() => _store.Dispose();
}
