using System.Globalization;
using GrinToS3.Explaining;
using GrinToS3.Reporting;
using Microsoft.Data.Sqlite;

namespace GrinToS3.Progress;

/// <summary>
/// Reads a progress file beside its owner: for status, export and checks. It writes nothing and leaves nothing behind.
/// One thread at a time.
/// </summary>
public sealed class ProgressReader : IDisposable
{
    private const int CacheKiB = 8 * 1024;
    private const int BusyMilliseconds = 5000;
    private const long MappedBytes = 2047L * 1024 * 1024;

    private ProgressReader(ProgressConnection connection) => Connection = connection;

    internal ProgressConnection Connection { get; }

    /// <summary>Opens a run's file, whether or not another process is writing to it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="fileSystem">Where it lies; found out where it is null.</param>
    /// <exception cref="ProgressStoreException">The file is missing, or not a run's.</exception>
    public static ProgressReader Open(string path, FileSystemKind? fileSystem = null) => Open(path, fileSystem, mayBeEmpty: false);

    /// <summary>The same, but for a file that a start which ended in its first moment left without tables.</summary>
    internal static ProgressReader OpenMaybeEmpty(string path) => Open(path, fileSystem: null, mayBeEmpty: true);

    /// <summary>Opens a copy that nobody writes to, such as a snapshot, without locks; its folder may be read-only.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ProgressStoreException">The file is missing, or not a run's.</exception>
    public static ProgressReader OpenSnapshot(string path)
    {
        RequireFile(path);
        var address = new Uri(Path.GetFullPath(path)).AbsoluteUri.Replace("?", "%3F", StringComparison.Ordinal);
        ProgressFile.RequireDatabase(path);
        return Open(ProgressConnection.Open(path, $"{address}?immutable=1", SqliteOpenMode.ReadOnly, vfs: null), mayBeEmpty: false);
    }

    /// <summary>How many volumes there are.</summary>
    public long CountBooks() => Locked(() => Connection.Scalar("SELECT count(*) FROM books"));

    /// <summary>Counts volumes at one moment.</summary>
    public ProgressCounts Counts() => Locked(() => AtOnce(() => ProgressQueries.Counts(Connection)));

    /// <summary>Where the run stands, at one moment.</summary>
    /// <param name="now">That moment.</param>
    public RunStatus Status(DateTimeOffset now) => Mapped(() => AtOnce(() => RunStatusTable.Read(Connection, now)));

    /// <summary>The volume that was stored last; null where none is, as in a file that only the Python tool has used.</summary>
    public VolumeInStorage? LatestStored() => Connection.HasTable("artifacts") ? VolumeInStorage.Latest(Connection) : null;

    /// <summary>A volume by its barcode; null where it is not known.</summary>
    /// <param name="barcode">The barcode.</param>
    public BookRecord? FindBook(string barcode) => Locked(() => ProgressQueries.Find(Connection, barcode));

    /// <summary>All that the file knows of a volume, at one moment.</summary>
    /// <param name="barcode">The barcode.</param>
    public VolumeFacts Facts(string barcode) => Locked(() => AtOnce(() => VolumeFactsTable.Read(Connection, barcode)));

    /// <summary>Reads a page of what is stored, in the order of the barcodes.</summary>
    /// <param name="kind">What: <c>archive</c>, <c>text</c> or <c>manifest</c>.</param>
    /// <param name="afterBarcode">The last barcode of the page before; null for the first page.</param>
    /// <param name="limit">The most rows to read.</param>
    public IReadOnlyList<StoredRow> ReadStored(string kind, string? afterBarcode, int limit) =>
        Locked(() => StoredTable.Page(Connection, kind, afterBarcode, limit));

    /// <summary>What is stored of one kind of a volume; null where the file says nothing of it.</summary>
    /// <param name="kind">What: <c>archive</c>, <c>text</c> or <c>manifest</c>.</param>
    /// <param name="barcode">The volume.</param>
    public StoredRow? FindStored(string kind, string barcode) => Locked(() => StoredTable.Find(Connection, kind, barcode));

    /// <summary>How many objects of a kind this tool has stored.</summary>
    /// <param name="kind">What: <c>archive</c>, <c>text</c> or <c>manifest</c>.</param>
    public long CountStored(string kind) => Locked(() => StoredTable.Count(Connection, kind));

    /// <summary>Answers a report, row by row.</summary>
    /// <param name="report">Which.</param>
    /// <param name="now">The moment from which its periods are counted.</param>
    /// <param name="reader">Takes each row.</param>
    /// <returns>How many rows there were.</returns>
    public long Read(Report report, DateTimeOffset now, ReportRow reader)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(reader);
        return Mapped(() =>
        {
            var sql = report.Counted is { } counted && Connection.HasTable(counted.Table) ? counted.Sql : report.Sql;
            var statement = Connection.Prepare(sql);
            if (sql.Contains("?1", StringComparison.Ordinal))
            {
                statement.Bind(1, ToolTimestamp.Format(now));
            }

            var values = new string?[report.Columns.Count];
            long rows = 0;
            for (; statement.Step(); rows++)
            {
                for (var column = 0; column < values.Length; column++)
                {
                    values[column] = statement.Text(column);
                }

                reader(values);
            }

            return rows;
        });
    }

    /// <summary>Reads a page of volumes in the order of their barcodes.</summary>
    /// <param name="afterBarcode">The last barcode of the page before; null for the first page.</param>
    /// <param name="limit">The most rows to read.</param>
    /// <param name="reader">Takes each row.</param>
    /// <returns>How many rows there were.</returns>
    public int ReadBooks(string? afterBarcode, int limit, BookRowReader reader) =>
        Locked(() => ProgressQueries.Page(Connection, afterBarcode, limit, reader));

    /// <summary>Reads all volumes of one moment, in the order in which they were added.</summary>
    /// <param name="reader">Takes each row.</param>
    /// <param name="cancellation">Ends the reading between two rows.</param>
    /// <returns>How many rows there were.</returns>
    public long ReadAll(BookRowReader reader, CancellationToken cancellation) => Read(BookSelection.All, reader, cancellation);

    /// <summary>Reads the selected volumes of one moment, in the order in which they were added.</summary>
    /// <param name="selection">Which volumes, and which of their columns.</param>
    /// <param name="reader">Takes each row, which has these columns only.</param>
    /// <param name="cancellation">Ends the reading between two rows.</param>
    /// <returns>How many rows there were.</returns>
    public long Read(BookSelection selection, BookRowReader reader, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(selection);
        return Locked(() => ProgressQueries.Selected(Connection, selection, reader, cancellation));
    }

    /// <summary>Reads at one moment, with the lock that works where the file lies.</summary>
    internal T Query<T>(Func<ProgressConnection, T> read) => Locked(() => AtOnce(() => read(Connection)));

    /// <inheritdoc />
    public void Dispose() => Connection.Dispose();

    /// <summary>How a program that is not the owner opens a file.</summary>
    internal static ProgressStoreOptions Options(string path) =>
        new() { Path = path, HostId = string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}:{Environment.ProcessId}") };

    private T AtOnce<T>(Func<T> read)
    {
        Connection.Execute("BEGIN");
        try
        {
            return read();
        }
        finally
        {
            Connection.RollBack();
        }
    }

    private static ProgressReader Open(string path, FileSystemKind? fileSystem, bool mayBeEmpty)
    {
        RequireFile(path);
        var kind = fileSystem ?? ProgressFile.Probe(path);

        // Without a log beside it nobody writes to the file. A read-only connection would make log and index files that it may not
        // delete again; one that may write, but is told not to, cleans up when it closes.
        var someoneWrites = File.Exists(path + "-wal");
        var mode = someoneWrites ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWrite;
        ProgressFile.RequireDatabase(path);
        return Open(ProgressFile.Open(Options(path), kind, mode), mayBeEmpty);
    }

    private static ProgressReader Open(ProgressConnection connection, bool mayBeEmpty)
    {
        var reader = new ProgressReader(connection);
        try
        {
            _ = reader.Locked(() =>
            {
                // Whoever closes the file last is alone with it for a moment. On a mount the lock has a patience of its own.
                if (connection.Mount is null)
                {
                    connection.Execute($"PRAGMA busy_timeout={BusyMilliseconds}");
                }

                connection.Execute("PRAGMA query_only=ON");
                connection.Execute($"PRAGMA cache_size=-{CacheKiB}");
                ProgressFile.RequireRun(connection, mayBeEmpty);
                return 0;
            });
            return reader;
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Reads what jumps about in the file: mapped, a page is there without a call to the system. What reads the file from end to end does without, for pages that are read
    /// once would count as memory of this process.
    /// </summary>
    private T Mapped<T>(Func<T> read)
    {
        if (Connection.Mount is null)
        {
            Connection.Execute($"PRAGMA mmap_size={MappedBytes}");
        }

        return Locked(read);
    }

    private T Locked<T>(Func<T> read) => Connection.Mount is { } mount ? mount.Read(read) : read();

    private static void RequireFile(string path)
    {
        if (!File.Exists(path) && !Directory.Exists(path))
        {
            throw new ProgressStoreException(ProgressFault.Missing, $"{path} does not exist; run grin collect first, or check the run name");
        }
    }
}
