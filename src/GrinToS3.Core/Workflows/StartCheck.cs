using GrinToS3.Files;
using GrinToS3.Grin;
using GrinToS3.Grin.Auth;
using GrinToS3.Grin.Http;
using GrinToS3.Objects;
using GrinToS3.Runs;

namespace GrinToS3.Workflows;

/// <summary>What a start can find out before it writes anything, so that a refused start leaves no trace. The same on every host.</summary>
/// <param name="directory">The run's folder.</param>
/// <param name="config">The run's configuration, saved or about to be.</param>
/// <param name="environment">Gives environment variables; the credentials are found by them.</param>
/// <param name="time">The clock.</param>
/// <param name="warn">Told in one line what a person should know but nothing fails on.</param>
public sealed class StartCheck(RunDirectory directory, RunConfig config, Func<string, string?> environment, TimeProvider time, Action<string>? warn)
{
    private readonly CredentialsLocator _locator = new(environment, config.SecretsDir);

    /// <summary>Looks at the credential files and the folders; a new run also asks GRIN and the object store.</summary>
    /// <param name="isNew">Whether the run is about to save its settings: a misspelt library directory would stay in them.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The first thing that keeps the run from starting, or null.</returns>
    public async Task<RunError?> RunAsync(bool isNew, CancellationToken cancellationToken) =>
        Credentials() ?? Folders() ?? (isNew ? await AccessAsync(cancellationToken) ?? await BucketsAsync(cancellationToken) : null);

    /// <summary>Looks whether there are credentials at all.</summary>
    internal RunError? Credentials()
    {
        var error = _locator.ServiceAccountKeyPath() is { } key ? ServiceAccountKey.Read(key).Error : TokenFile.Read(_locator.TokenFilePath()).Error;
        return error is null ? null : RunError.From(error);
    }

    private RunError? Folders()
    {
        var problem = WritableFolder.Examine("run's folder", directory.Path)
            ?? (config.StorageConfig.Type is StorageTypes.Local ? WritableFolder.Examine("storage folder", config.StorageConfig["base_path"]!) : null);
        return problem is null ? null : RunError.Storage(problem);
    }

    /// <summary>A misspelt bucket would stay in the settings. Folders were looked at already.</summary>
    private async Task<RunError?> BucketsAsync(CancellationToken cancellationToken) =>
        config.StorageConfig.Type is StorageTypes.Local ? null : await StorageAsync(cancellationToken);

    /// <summary>Stores and deletes a small object in each bucket or folder.</summary>
    internal async Task<RunError?> StorageAsync(CancellationToken cancellationToken)
    {
        using var store = ObjectStores.Open(config.StorageConfig, new CredentialFolders(environment, config.SecretsDir), new PartBufferPool(), time);
        var checkedStore = await StorageGuard.RunAsync<Done>(async () =>
        {
            await StorageProbe.RunAsync(store, new ObjectLayout(directory.Name, config.StorageConfig), cancellationToken);
            return Done.Value;
        });
        return checkedStore.Error;
    }

    /// <summary>A GRIN that does not answer is left to the run, which may have patience.</summary>
    private async Task<RunError?> AccessAsync(CancellationToken cancellationToken)
    {
        var report = await AskGrinAsync(cancellationToken);
        return report.Error is { ShouldRetry: false } refused ? refused : null;
    }

    /// <summary>Asks GRIN once whether it accepts the credentials for the library.</summary>
    internal async Task<Outcome<GrinProbeReport>> AskGrinAsync(CancellationToken cancellationToken)
    {
        if (!LibraryDirectory.TryParse(config.LibraryDirectory, out var library, out var problem))
        {
            return new RunError(RunErrorKind.BadInput, "BadInput", problem);
        }

        var address = new GrinAddress(new Uri(config.Grin.BaseUrl), library);
        var report = await CredentialProbe.RunAsync(address, _locator, RetryPlan.None, time, warn, cancellationToken);
        return report.IsSuccess ? report.Value : RunError.From(report.Error);
    }
}
