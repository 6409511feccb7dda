using System.Globalization;
using GrinToS3.Backups;
using GrinToS3.Objects;
using GrinToS3.Progress;
using GrinToS3.Runs;

namespace GrinToS3.Repairing;

/// <summary>
/// The repair pass for files of the Python tool (spec: data-model 10, gaps 6): names each volume that is not as the file says, and mends it. Nothing is
/// written where nothing is found. Pages of volumes are mended in a transaction each, so a repair that is killed is finished by the next one.
/// </summary>
/// <param name="directory">The run; to repair it the caller holds its lock.</param>
/// <param name="storage">Where the run stores.</param>
/// <param name="time">The clock.</param>
public sealed class DatabaseRepair(RunDirectory directory, StorageConfig storage, TimeProvider time)
{
    /// <summary>The workflow's name among the sessions.</summary>
    public const string SessionName = "repair";

    private const int PageVolumes = 1000;

    /// <summary>Whether volumes whose files are missing are reopened even where most are, as with a disk that is not there.</summary>
    public bool AcceptMissing { get; init; }

    /// <summary>Says what a repair would mend; writes nothing.</summary>
    /// <param name="found">Told of each finding.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <exception cref="ProgressStoreException">The file cannot be read.</exception>
    public RepairResult Examine(Action<RepairFinding> found, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(found);
        using var reader = ProgressReader.Open(directory.Database);
        var counts = new SortedDictionary<RepairReason, long>();
        foreach (var defect in Searches().SelectMany(search => All(reader, search, cancellationToken)))
        {
            Count(counts, defect.Finding, found);
        }

        return new RepairResult(counts, File: null, Backup: null);
    }

    /// <summary>Mends what is found, and names it in a file of the run's folder <c>repairs</c>.</summary>
    /// <param name="host">Names this host in the file.</param>
    /// <param name="withBackup">Whether a copy of the file is made before it is changed.</param>
    /// <param name="found">Told of each volume when it is mended.</param>
    /// <param name="cancellationToken">Ends it early; what is mended stays so.</param>
    /// <exception cref="ProgressStoreException">The file cannot be read or written.</exception>
    /// <exception cref="StorageException">Most files are missing (<see cref="StorageErrorKind.Mismatch"/>); nothing was changed.</exception>
    public RepairResult Run(string host, bool withBackup, Action<RepairFinding> found, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(found);
        if (!IsNeeded(cancellationToken))
        {
            return new RepairResult(new SortedDictionary<RepairReason, long>(), File: null, Backup: null);
        }

        var backup = withBackup ? DatabaseBackup.Take(directory, time, DatabaseBackup.DefaultKeep).File : null;
        var counts = new SortedDictionary<RepairReason, long>();
        var report = FindingsFile.Write(directory, "repaired", time, write =>
        {
            using var store = ProgressStore.Open(new ProgressStoreOptions { Path = directory.Database, HostId = host, TimeProvider = time });
            Mend(store, finding =>
            {
                write(finding);
                Count(counts, finding, found);
            }, cancellationToken);
        });
        return new RepairResult(counts, report, backup);
    }

    private static void Count(SortedDictionary<RepairReason, long> counts, RepairFinding finding, Action<RepairFinding> found)
    {
        counts[finding.Reason] = counts.GetValueOrDefault(finding.Reason) + 1;
        found(finding);
    }

    /// <summary>Each defect in its own search; the row comes first, for the others look at its columns.</summary>
    private List<IDefectSearch> Searches() =>
    [
        Defects.RowMissing,
        .. storage.Type is StorageTypes.Local ? new[] { Defects.LocalUploadMissing, Claims() } : [Defects.UploadMissing],
        Defects.ConversionOpen,
        Defects.EnrichmentEmpty,
        Defects.MarcIncomplete,
        Defects.MarcLost,
        Defects.MarcMissing,
        Defects.TextMissing,
    ];

    private LocalClaims Claims() => new(new ObjectLayout(directory.Name, storage), new FileObjectStore(storage, time));

    private bool IsNeeded(CancellationToken cancellationToken)
    {
        using var reader = ProgressReader.Open(directory.Database);
        var claims = storage.Type is StorageTypes.Local ? Claims() : null;
        long wrong = 0;
        foreach (var _ in claims is null ? [] : All(reader, claims, cancellationToken))
        {
            // To the end, for the share of all that is missing.
            wrong++;
        }

        if (!AcceptMissing && claims?.Seen is { } seen && seen.Missing * 2 > seen.Claims)
        {
            throw new StorageException(
                StorageErrorKind.Mismatch,
                $"{seen.Missing} of the {seen.Claims} files that {directory.Database} names are missing below {storage["base_path"]}: is the disk there? If they are lost, --accept-missing reopens their volumes");
        }

        return wrong > 0 || Searches().Where(static search => search is not LocalClaims).Any(search => All(reader, search, cancellationToken).Any());
    }

    private static IEnumerable<Defect> All(ProgressReader reader, IDefectSearch search, CancellationToken cancellationToken)
    {
        for (var after = ""; after is not null;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var position = after;
            var page = reader.Query(connection => search.Next(connection, position, PageVolumes));
            foreach (var defect in page.Defects)
            {
                yield return defect;
            }

            after = page.Last;
        }
    }

    private void Mend(ProgressStore store, Action<RepairFinding> mended, CancellationToken cancellationToken)
    {
        var ledger = new SessionLedger(store, new Inbox(directory.Inbox));
        var session = ledger.Open(SessionName);
        var number = session.ToString(CultureInfo.InvariantCulture);
        foreach (var search in Searches())
        {
            for (var after = ""; after is not null;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var position = after;
                var page = store.Write(connection =>
                {
                    var found = search.Next(connection, position, PageVolumes);
                    foreach (var defect in found.Defects)
                    {
                        Mending.Apply(connection, defect, store.Now, number);
                    }

                    return found;
                });
                page.Defects.ToList().ForEach(defect => mended(defect.Finding));
                after = page.Last;
            }
        }

        ledger.Close(session, "complete");
    }
}
