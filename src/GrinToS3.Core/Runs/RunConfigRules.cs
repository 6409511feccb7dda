using GrinToS3.Grin;

namespace GrinToS3.Runs;

/// <summary>What a configuration must hold, whoever wrote it.</summary>
internal static class RunConfigRules
{
    private const int MaxPageSize = 1_000_000;

    /// <summary>The first thing that keeps a run from starting, in one line, or null.</summary>
    internal static string? CheckStart(RunConfig config) => Check(config) ?? StorageRules.CheckStart(config.StorageConfig);

    /// <summary>The first thing that makes a configuration unreadable, in one line, or null.</summary>
    internal static string? Check(RunConfig config)
    {
        if (!RunName.TryParse(config.RunName, out _, out var problem)
            || !LibraryDirectory.TryParse(config.LibraryDirectory, out _, out problem))
        {
            return problem;
        }

        return CheckStorage(config.StorageConfig) ?? CheckGrin(config.Grin);
    }

    private static string? CheckStorage(StorageConfig storage) => storage.Type switch
    {
        "local" when string.IsNullOrEmpty(storage.Config.GetValueOrDefault("base_path")) =>
            "local storage needs a folder; give --storage-path DIR",
        "local" when !Path.IsPathFullyQualified(storage.Config["base_path"]!) =>
            $"storage_config.config.base_path '{storage.Config["base_path"]}' must be an absolute path",
        "local" when storage.Config.Where(static one => one.Key.StartsWith("bucket_", StringComparison.Ordinal) && !IsFolderName(one.Value))
            .Select(static one => $"storage_config.config.{one.Key} '{one.Value}' must be the name of a folder, of letters, digits, '.', '-' and '_'")
            .FirstOrDefault() is { } problem => problem,
        _ => null,
    };

    private static bool IsFolderName(string? name) => name is null
        || (name is not ("" or "." or "..") && name.All(static one => char.IsAsciiLetterOrDigit(one) || one is '.' or '-' or '_'));

    private static string? CheckGrin(GrinConfig grin)
    {
        if (!GrinAddress.TryParseBase(grin.BaseUrl, out _, out var problem))
        {
            return $"grin.base_url {problem}";
        }

        return grin switch
        {
            { RequestsPerSecond: < 0 or double.NaN or > 10_000 } => "grin.requests_per_second must be between 0 and 10000",
            { ConcurrentRequests: < 1 or > 100 } => "grin.concurrent_requests must be between 1 and 100",
            { PageSize: < 1 or > MaxPageSize } => $"grin.page_size must be between 1 and {MaxPageSize}",
            _ => null,
        };
    }
}
