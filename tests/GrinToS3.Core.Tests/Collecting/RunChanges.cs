using GrinToS3.Runs;
using GrinToS3.Workflows;

namespace GrinToS3.Collecting;

/// <summary>How a test's run differs from the usual one.</summary>
internal sealed class RunChanges
{
    /// <summary>Changes how the run is opened.</summary>
    internal Func<OpenRunsOptions, OpenRunsOptions> Open { get; init; } = static options => options;

    /// <summary>Stands between the workflow and the progress file.</summary>
    internal Func<IWorkflowEntity, IWorkflowEntity> Entity { get; init; } = static entity => entity;

    /// <summary>Says where the run stores; a folder is at hand.</summary>
    internal Action<RunConfigDraft, string> Storage { get; init; } =
        static (draft, folder) => draft.Set("storage_config.type", "local").Set("storage_config.config.base_path", folder);
}
