using GrinToS3.Collecting;
using GrinToS3.Converting;
using GrinToS3.Enriching;
using GrinToS3.Grin.Http;
using GrinToS3.Publishing;
using GrinToS3.Reprocessing;
using GrinToS3.Runs;
using GrinToS3.Syncing;
using GrinToS3.Verifying;
using GrinToS3.Workflows;

namespace GrinToS3.Cli.Hosting;

/// <summary>Wires the core to this process: the embedded counterpart of the Functions app.</summary>
internal sealed class LocalRuns : IDisposable
{
    private readonly OpenRuns _runs;

    internal LocalRuns(RunDirectory directory, Action<string> note, IProgress<GrinAttempt>? attempts, TimeProvider time)
    {
        _runs = new OpenRuns(new OpenRunsOptions
        {
            Root = directory.Root,
            HostId = HostId,
            Time = time,
            Attempts = attempts,
            Warn = note,
        });
        Workflows = new LocalWorkflowHost(time)
            .AddActivity(PrepareCollectActivity.Name, new PrepareCollectActivity(_runs))
            .AddActivity(FetchPageActivity.Name, new FetchPageActivity(_runs))
            .AddActivity(PublishCollectActivity.Name, new PublishCollectActivity(_runs))
            .AddActivity(PrepareSyncActivity.Name, new PrepareSyncActivity(_runs))
            .AddActivity(ReadGrinListActivity.Name, new ReadGrinListActivity(_runs))
            .AddActivity(NameVolumesActivity.Name, new NameVolumesActivity(_runs))
            .AddActivity(SyncVolumeActivity.Name, new SyncVolumeActivity(_runs))
            .AddActivity(RequestConversionsActivity.Name, new RequestConversionsActivity(_runs))
            .AddActivity(PublishSyncActivity.Name, new PublishSyncActivity(_runs))
            .AddActivity(PrepareReprocessActivity.Name, new PrepareReprocessActivity(_runs))
            .AddActivity(ReprocessVolumeActivity.Name, new ReprocessVolumeActivity(_runs))
            .AddActivity(PublishReprocessActivity.Name, new PublishReprocessActivity(_runs))
            .AddActivity(PrepareEnrichActivity.Name, new PrepareEnrichActivity(_runs))
            .AddActivity(EnrichPageActivity.Name, new EnrichPageActivity(_runs))
            .AddActivity(PublishEnrichActivity.Name, new PublishEnrichActivity(_runs))
            .AddActivity(AuditPartActivity.Name, new AuditPartActivity(_runs))
            .AddEntity(ProgressEntity.Name, new ProgressEntity(_runs));
    }

    /// <summary>Names this process in a run's file.</summary>
    internal static string HostId { get; } = $"{Environment.MachineName}:{Environment.ProcessId}";

    internal LocalWorkflowHost Workflows { get; }

    public void Dispose() => _runs.Dispose();
}
