using GrinToS3.Backups;
using GrinToS3.Objects;
using GrinToS3.Progress;
using GrinToS3.Repairing;
using GrinToS3.Runs;

namespace GrinToS3.Adopting;

/// <summary>
/// Takes over a run of the Python tool: a copy of its file, the tables of this tool, what storage has, and the repair pass (spec: gaps 6). The caller holds
/// the run's lock. One that is killed goes on when it is started again; done again it changes nothing.
/// </summary>
/// <param name="directory">The run.</param>
/// <param name="config">Its configuration.</param>
/// <param name="time">The clock.</param>
public sealed class Adoption(RunDirectory directory, RunConfig config, TimeProvider time)
{
    /// <summary>The workflow's name among the sessions.</summary>
    public const string SessionName = "adopt";

    /// <summary>Whether volumes that storage lacks are reopened even where most of them are missing.</summary>
    public bool AcceptMissing { get; init; }

    /// <summary>Adopts.</summary>
    /// <param name="objects">The run's storage.</param>
    /// <param name="host">Names this host in the file.</param>
    /// <param name="found">Told of each volume whose state changes.</param>
    /// <param name="cancellationToken">Ends it early; what is written stays so.</param>
    /// <exception cref="ProgressStoreException">The file is no run's, damaged, or cannot be written.</exception>
    /// <exception cref="StorageException">The storage refuses, or lacks most of what the file calls stored.</exception>
    public async Task<AdoptionResult> RunAsync(IObjectStore objects, string host, Action<RepairFinding> found, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(objects);
        DatabaseCheck.RequireUsable(directory.Database);
        var backup = IsAdopted() ? null : DatabaseBackup.Take(directory, time, DatabaseBackup.DefaultKeep).File;
        var (seen, file) = await ReconcileAsync(objects, host, found, cancellationToken);
        var repair = new DatabaseRepair(directory, config.StorageConfig, time) { AcceptMissing = AcceptMissing };
        return new AdoptionResult(backup, seen, file, repair.Run(host, withBackup: false, found, cancellationToken));
    }

    private bool IsAdopted()
    {
        using var reader = ProgressReader.Open(directory.Database);
        return reader.Query(AdoptionTable.IsAdopted);
    }

    private async Task<(StorageSeen Seen, string? File)> ReconcileAsync(
        IObjectStore objects, string host, Action<RepairFinding> found, CancellationToken cancellationToken)
    {
        using var store = ProgressStore.Open(new ProgressStoreOptions { Path = directory.Database, HostId = host, TimeProvider = time });
        var ledger = new SessionLedger(store, new Inbox(directory.Inbox));
        var session = ledger.Open(SessionName);
        var layout = new ObjectLayout(directory.Name, config.StorageConfig);
        var seen = await new StorageReconciliation(store, session, objects, layout, found).RunAsync(AcceptMissing, cancellationToken);

        // From history, which has them also where an earlier start was killed before it could write a file.
        var file = FindingsFile.Write(directory, "adopted", time, write => store.Read(connection => AdoptionTable.Findings(connection, write)));
        ledger.Close(session, "complete");
        return (seen, file);
    }
}
