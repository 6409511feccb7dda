using GrinToS3.Objects;
using GrinToS3.Runs;

namespace GrinToS3.Cli.Hosting;

/// <summary>A run's storage for a command that asks GRIN nothing.</summary>
internal sealed class RunStorage : IDisposable
{
    private RunStorage(RunDirectory directory, RunConfig config)
    {
        Config = config;
        var folders = new CredentialFolders(Environment.GetEnvironmentVariable, config.SecretsDir);
        Objects = ObjectStores.Open(config.StorageConfig, folders, new PartBufferPool(), TimeProvider.System);
        Layout = new ObjectLayout(directory.Name, config.StorageConfig);
    }

    internal RunConfig Config { get; }

    internal IObjectStore Objects { get; }

    internal ObjectLayout Layout { get; }

    /// <summary>Opens it by the run's configuration, which must name a storage that can be used.</summary>
    internal static RunStorage Open(RunDirectory directory)
    {
        if (!File.Exists(directory.Config))
        {
            throw new CommandFailedException(ExitCode.BadInput, $"{directory.Config} does not exist, so the storage is not known; copy the run's run_config.json there");
        }

        var start = RunConfigFile.Examine(directory, new RunConfigDraft(directory.Name));
        return start.Problem is { } problem ? throw new CommandFailedException(ExitCode.BadInput, problem) : new RunStorage(directory, start.Config!);
    }

    public void Dispose() => Objects.Dispose();
}
