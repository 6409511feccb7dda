using System.Diagnostics;
using GrinToS3.Progress.Mounts;

namespace GrinToS3.Progress;

/// <summary>
/// A run's progress file, held open through one connection for the life of the host. Everything is synchronous and serialised;
/// any thread may call. Every write is one transaction in which the host still owns the file; where another host has taken it
/// since, this one reopens it, takes it back, and does the write again within the same transaction that takes it.
/// </summary>
public sealed class ProgressStore : IDisposable
{
    private const long NeverOwned = -1;

    private readonly Lock _gate = new();
    private readonly ProgressStoreOptions _options;
    private readonly ProgressMetrics _metrics;
    private readonly BatchReader _reader = new();
    private ProgressConnection? _connection;
    private long _generation = NeverOwned;
    private long _uncommittedRows;
    private bool _disposed;

    private ProgressStore(ProgressStoreOptions options)
    {
        _options = options;
        _metrics = new ProgressMetrics(options.HostId, options.Path);
    }

    /// <summary>The file.</summary>
    public string Path => _options.Path;

    /// <summary>Where it lies, and so which settings it has.</summary>
    public FileSystemKind FileSystem { get; private set; }

    /// <summary>The tool timestamp of this moment.</summary>
    internal string Now => ToolTimestamp.Format(_options.TimeProvider.GetUtcNow());

    /// <summary>The clock.</summary>
    internal TimeProvider Clock => _options.TimeProvider;

    /// <summary>Opens a file, makes or completes its tables, and takes ownership.</summary>
    /// <param name="options">Which file, and how.</param>
    /// <exception cref="ProgressStoreException">The file cannot be used; where it is not a run's, it is unchanged.</exception>
    public static ProgressStore Open(ProgressStoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var store = new ProgressStore(options);
        try
        {
            // Every write makes sure of ownership first, so one that writes nothing takes the file.
            _ = store.Write(_ => 0);
            return store;
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <summary>Applies a batch of the inbox once, in one transaction; the caller deletes its file afterwards.</summary>
    /// <param name="id">The batch.</param>
    /// <param name="inbox">Where its file waits.</param>
    /// <param name="mode">What it does to known volumes.</param>
    /// <exception cref="ProgressStoreException">Nothing was applied: the batch is missing or damaged, or the file cannot be written.</exception>
    public BatchApplied Apply(BatchId id, Inbox inbox, ApplyMode mode)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(inbox);
        return Write(connection => AppliedBatches.Find(connection, id) ?? ApplyNew(connection, id, inbox, mode, expectedRows: null));
    }

    /// <summary>A volume by its barcode; null where it is not known.</summary>
    /// <param name="barcode">The barcode.</param>
    public BookRecord? FindBook(string barcode) => Read(connection => ProgressQueries.Find(connection, barcode));

    /// <summary>
    /// One column of a volume, such as the ETag of the archive that was stored: a few times faster than the whole record, for what is asked
    /// of every volume.
    /// </summary>
    /// <param name="barcode">The barcode.</param>
    /// <param name="column">The column.</param>
    /// <returns>The value; null where it is NULL, or the volume is not known.</returns>
    public string? FindValue(string barcode, BookColumn column) => Read(connection => ProgressQueries.FindValue(connection, barcode, column));

    /// <summary>A page of a queue that goes through all volumes: their barcodes in order, from the key's index alone.</summary>
    /// <param name="afterBarcode">The last barcode of the page before; null for the first page.</param>
    /// <param name="limit">The most barcodes to give.</param>
    public IReadOnlyList<string> ReadBarcodes(string? afterBarcode, int limit) =>
        Read(connection => ProgressQueries.Barcodes(connection, afterBarcode, limit));

    /// <summary>Reads a page of volumes in the order of their barcodes.</summary>
    /// <param name="afterBarcode">The last barcode of the page before; null for the first page.</param>
    /// <param name="limit">The most rows to read.</param>
    /// <param name="reader">Takes each row; the store is held meanwhile.</param>
    /// <returns>How many rows there were; fewer than <paramref name="limit"/> only at the end.</returns>
    public int ReadBooks(string? afterBarcode, int limit, BookRowReader reader) =>
        Read(connection => ProgressQueries.Page(connection, afterBarcode, limit, reader));

    /// <summary>Counts volumes, from indexes.</summary>
    public ProgressCounts Counts() => Read(ProgressQueries.Counts);

    /// <summary>Who owns the file, and how far it has come.</summary>
    public ProgressPosition Position() => Read(ProgressPosition.Read);

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            _connection?.Dispose();
            _reader.Dispose();
        }
    }

    /// <summary>Does something in one write transaction of the owner; an exception rolls it back.</summary>
    internal T Write<T>(Func<ProgressConnection, T> work)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _uncommittedRows = 0;
            var connection = Begin();
            try
            {
                var generation = _generation;
                if (Ownership.Generation(connection) != generation)
                {
                    connection = Reopen(connection);
                    generation = Ownership.Take(connection, _options.HostId, Now);
                }

                var result = work(connection);
                connection.Commit();
                Committed(generation);
                return result;
            }
            catch (Exception e)
            {
                if (_connection?.Mount is { } mount && !mount.IsStillMine())
                {
                    Drop();
                    throw mount.Lost(e);
                }

                _connection?.RollBack();
                throw;
            }
        }
    }

    /// <summary>Reads outside a transaction; <paramref name="work"/> must not call the store.</summary>
    internal T Read<T>(Func<ProgressConnection, T> work)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var result = OnConnection(work);
            if (_connection?.Mount is { IsLost: true } mount)
            {
                Drop();
                throw mount.Lost(null);
            }

            return result;
        }
    }

    /// <summary>Applies a batch that is not in <c>applied_batches</c>, inside a write transaction.</summary>
    internal BatchApplied ApplyNew(ProgressConnection connection, BatchId id, Inbox inbox, ApplyMode mode, int? expectedRows)
    {
        var path = inbox.PathOf(id);
        try
        {
            _reader.Open(path);
            if (expectedRows is { } rows && rows != _reader.Rows)
            {
                throw new ProgressStoreException(ProgressFault.BatchDamaged, $"the batch {path} has {_reader.Rows} rows where {rows} were announced");
            }

            var now = Now;
            var applied = BookApplier.Apply(connection, _reader, mode, now);
            _reader.Verify();
            AppliedBatches.Add(connection, id, applied, now);
            _uncommittedRows = _reader.Rows;
            return applied;
        }
        finally
        {
            _reader.Close();
        }
    }

    private ProgressConnection Begin() => OnConnection(connection =>
    {
        connection.BeginImmediate(_metrics, _options.BusyTimeout);
        return connection;
    });

    /// <summary>Does something that takes the lock first; on a mount it waits for the lock's holder here, and replaces one that is dead.</summary>
    private T OnConnection<T>(Func<ProgressConnection, T> work)
    {
        LockWatch? watch = null;
        while (true)
        {
            try
            {
                return work(_connection ??= Connect());
            }
            catch (ProgressStoreException) when (_connection?.Mount is { IsLost: true })
            {
                Drop();
            }
            catch (ProgressStoreException e) when (e.Fault == ProgressFault.Busy && FileSystem == FileSystemKind.Network)
            {
                watch ??= new LockWatch(MountNames.Of(Path), _options, _metrics);
                watch.Wait();
            }
        }
    }

    private void Drop()
    {
        _connection?.Dispose();
        _connection = null;
    }

    private ProgressConnection Reopen(ProgressConnection lost)
    {
        // The first owner of a connection that was only just opened has nothing stale to drop.
        if (_generation == NeverOwned)
        {
            return lost;
        }

        lost.RollBack();
        Drop();
        return Begin();
    }

    private ProgressConnection Connect()
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            FileSystem = ProgressFile.Kind(_options);
            var connection = ProgressFile.OpenForWriting(_options, FileSystem, _metrics);
            try
            {
                ProgressSettings.Apply(connection, _options, FileSystem);
                SchemaMigrations.Apply(connection, _metrics, _options.BusyTimeout, SchemaMigrations.Latest);
            }
            catch
            {
                connection.Dispose();
                throw;
            }

            _metrics.ConnectionOpened(Stopwatch.GetElapsedTime(started));
            return connection;
        }
        catch (ProgressStoreException e)
        {
            if (FileSystem != FileSystemKind.Network || e.Fault != ProgressFault.Busy)
            {
                _metrics.LifecycleError(e.Fault);
            }

            throw;
        }
    }

    private void Committed(long generation)
    {
        _metrics.TransactionCommitted();
        _metrics.RowsApplied(_uncommittedRows);
        if (generation != _generation)
        {
            _generation = generation;
            _metrics.OwnershipTaken();
            _connection?.Mount?.Own(generation);
        }
    }
}
