using Azure.Core.Serialization;
using GrinToS3.Collecting;
using GrinToS3.Converting;
using GrinToS3.Enriching;
using GrinToS3.Functions.Settings;
using GrinToS3.Functions.Starting;
using GrinToS3.Progress;
using GrinToS3.Publishing;
using GrinToS3.Syncing;
using GrinToS3.Verifying;
using GrinToS3.Workflows;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GrinToS3.Functions.Hosting;

/// <summary>Wires the core to this host: the counterpart of the command line's local host.</summary>
internal static class GrinServices
{
    internal static IServiceCollection AddGrinToS3(this IServiceCollection services)
    {
        // What travels between orchestrators, activities and entities is the same bytes as in the local host.
        services.Configure<WorkerOptions>(static options => options.Serializer = new JsonObjectSerializer(WorkflowJson.Options));
        services.AddSettings<RunsSettings, SettingsExamination>(RunsSettings.Section);
        services.AddSettings<GrinSettings, SettingsExamination>(GrinSettings.Section);
        services.AddSettings<SecretSettings, SettingsExamination>(GrinSettings.Section);
        services.AddSettings<StorageSettings, SettingsExamination>(StorageSettings.Section);
        services.AddSettings<TimerSettings, SettingsExamination>(TimerSettings.Section);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<AttemptLog>();
        services.AddSingleton<SecretFiles>();
        services.AddSingleton(RunsOptions);
        services.AddSingleton<OpenRuns>();
        services.AddSingleton<PrepareCollectActivity>();
        services.AddSingleton<FetchPageActivity>();
        services.AddSingleton<PublishCollectActivity>();
        services.AddSingleton<PrepareSyncActivity>();
        services.AddSingleton<ReadGrinListActivity>();
        services.AddSingleton<NameVolumesActivity>();
        services.AddSingleton<SyncVolumeActivity>();
        services.AddSingleton<RequestConversionsActivity>();
        services.AddSingleton<PublishSyncActivity>();
        services.AddSingleton<PrepareEnrichActivity>();
        services.AddSingleton<EnrichPageActivity>();
        services.AddSingleton<PublishEnrichActivity>();
        services.AddSingleton<AuditPartActivity>();
        services.AddSingleton<ProgressEntity>();
        services.AddSingleton<RunStarter>();
        services.AddHostedService<MountCheck>();
        services.AddHostedService<ProgressLog>();
        services.AddHostedService<IdleRuns>();
        return services;
    }

    private static void AddSettings<T, TExamination>(this IServiceCollection services, string section)
        where T : class
        where TExamination : class, IValidateOptions<T>
    {
        services.AddSingleton<IValidateOptions<T>, TExamination>();
        services.AddOptions<T>().BindConfiguration(section).ValidateOnStart();
    }

    private static OpenRunsOptions RunsOptions(IServiceProvider services)
    {
        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger<OpenRuns>();
        return new OpenRunsOptions
        {
            Root = services.GetRequiredService<IOptions<RunsSettings>>().Value.Root,
            HostId = $"{Environment.MachineName}:{Environment.ProcessId}",
            Time = services.GetRequiredService<TimeProvider>(),
            Synchronous = SyncMode.Full,
            SharesLock = true,
            Environment = services.GetRequiredService<SecretFiles>().Environment,
            Attempts = services.GetRequiredService<AttemptLog>(),
            Warn = line => logger.LogWarning("{Problem}", line),
        };
    }
}
