using System.Runtime.CompilerServices;
using GrinToS3.Archives;
using GrinToS3.Runs;
using GrinToS3.Workflows;

namespace GrinToS3.Checkup;

/// <summary>Looks at all that a run needs, one thing after the other; changes nothing, and works beside a session.</summary>
/// <param name="directory">The run's folder.</param>
/// <param name="environment">Gives environment variables; the credentials are found by them.</param>
/// <param name="time">The clock.</param>
public sealed class RunCheckup(RunDirectory directory, Func<string, string?> environment, TimeProvider time)
{
    /// <summary>A clock that is further off makes Google refuse a service account's statements.</summary>
    private static readonly TimeSpan MostClockError = TimeSpan.FromMinutes(1);

    /// <summary>Looks; each finding is given as soon as it is made.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public async IAsyncEnumerable<Finding> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!RunConfigFile.TryRead(directory, out var config, out var problem))
        {
            yield return Finding.Problem("settings", RunErrorKind.BadInput, problem, $"mend {directory.Config}; nothing else can be looked at without it");
            yield break;
        }

        yield return new Finding("settings", Verdict.Fine, $"{config.LibraryDirectory} from {config.Grin.BaseUrl} into {Place(config)}");
        var place = new RunPlace(directory);
        yield return place.Folder();
        yield return place.Disk();
        yield return place.ProgressFile();
        yield return place.Session();
        var check = new StartCheck(directory, config, environment, time, warn: null);
        if (check.Credentials() is { } missing)
        {
            yield return Finding.Problem("credentials", missing.Kind, missing.Message, "run: grin auth setup, or set GRIN_SERVICE_ACCOUNT_KEY");
        }
        else
        {
            await foreach (var finding in GrinAsync(check, config, cancellationToken))
            {
                yield return finding;
            }
        }

        yield return Passphrase(config);
        yield return await check.StorageAsync(cancellationToken) is { } storage
            ? Finding.Problem("storage", storage.Kind, storage.Message, "check the address, the buckets and the keys: see docs/storage-keys.md")
            : new Finding("storage", Verdict.Fine, $"a small object could be stored in each bucket of {Place(config)}, read and deleted");
    }

    private async IAsyncEnumerable<Finding> GrinAsync(StartCheck check, RunConfig config, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var asked = await check.AskGrinAsync(cancellationToken);
        if (!asked.IsSuccess)
        {
            yield return Finding.Problem("GRIN", asked.Error.Kind, asked.Error.Message, asked.Error.ShouldRetry ? "try again later" : "run: grin auth check");
            yield break;
        }

        yield return new Finding("GRIN", Verdict.Fine, $"accepts {asked.Value.Account ?? "the credentials"} for {config.LibraryDirectory}");
        if (asked.Value.ServerTime is { } server)
        {
            var error = time.GetUtcNow() - server;
            yield return error.Duration() <= MostClockError
                ? new Finding("clock", Verdict.Fine, $"within {MostClockError.TotalSeconds:0} s of GRIN's")
                : new Finding("clock", Verdict.Warning, $"{Math.Abs(error.TotalSeconds):0} s {(error > TimeSpan.Zero ? "ahead of" : "behind")} GRIN's", "set this machine's clock by a time server");
        }
    }

    private Finding Passphrase(RunConfig config)
    {
        var files = new ArchiveKeyFiles(environment, config.SecretsDir);
        var keys = ArchiveKeys.Read(files.PassphrasePath(), files.PrivateKeyPath());
        return keys.IsSuccess
            ? new Finding("passphrase", Verdict.Fine, $"{files.PrivateKeyPath() ?? files.PassphrasePath()} can be used; whether it opens archives shows with the first one")
            : Finding.Problem("passphrase", RunErrorKind.Auth, keys.Error.Message, "only grin sync needs it: save what GRIN shows as the file's first line");
    }

    private static string Place(RunConfig config) => config.StorageConfig.Type is StorageTypes.Local
        ? config.StorageConfig["base_path"] ?? ""
        : $"{config.StorageConfig.Type} buckets {config.StorageConfig["bucket_raw"]}, {config.StorageConfig["bucket_meta"]} and {config.StorageConfig["bucket_full"]}";
}
