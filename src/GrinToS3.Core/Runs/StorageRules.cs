using System.Text.RegularExpressions;

namespace GrinToS3.Runs;

/// <summary>What the settings of a storage type must be (spec: storage-config 3.2).</summary>
public static partial class StorageRules
{
    private const string Place = "storage_config.config";

    private static readonly string[] Secrets = ["access_key", "secret_key", "session_token"];
    private static readonly string[] Buckets = [.. StorageTypes.Buckets.Select(static bucket => $"bucket_{bucket}")];
    private static readonly string[] OfS3Only = ["sse", "sse_kms_key_id"];

    private static readonly string[] AmazonClasses =
        ["STANDARD", "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE", "REDUCED_REDUNDANCY"];

    /// <summary>The settings that a start may be given, by their key in <c>storage_config.config</c>.</summary>
    public static IReadOnlyList<string> Keys { get; } =
        ["base_path", .. Buckets, "endpoint_url", "credentials_file", "region", "storage_class", .. OfS3Only];

    internal static bool IsSecret(string key) => Secrets.Contains(key);

    /// <summary>Why a setting may not be given at all, in one line, or null: a secret never enters a configuration.</summary>
    /// <param name="key">Its place in <c>run_config.json</c>, with dots.</param>
    public static string? CheckGiven(string key) => Secrets.FirstOrDefault(secret => key == $"{Place}.{secret}") is { } name
        ? $"{name} must not be given as a setting: settings are saved in run_config.json, and copied into the meta bucket. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name a file that holds access_key and secret_key with --credentials-file"
        : null;

    /// <summary>What keeps a run from starting, in one line, or null.</summary>
    internal static string? CheckStart(StorageConfig storage) => storage.Type switch
    {
        "" => $"the storage type is missing; give --storage {Types}",
        StorageTypes.Local => null,
        _ when !StorageTypes.All.Contains(storage.Type) => $"the storage type '{storage.Type}' is not supported; use {Types}",
        _ => CheckS3(storage),
    };

    private static string Types => $"{string.Join(", ", StorageTypes.All.SkipLast(1))} or {StorageTypes.All[^1]}";

    private static string? CheckS3(StorageConfig storage) => storage switch
    {
        _ when storage["base_path"] is not null => $"{Place}.base_path is a folder of local storage; leave --storage-path out, or use --storage local",
        _ when Buckets.FirstOrDefault(key => storage[key] is null) is { } missing =>
            $"{storage.Type} storage needs the name of a bucket: give --{missing.Replace('_', '-')} NAME",
        _ when Buckets.FirstOrDefault(key => !BucketName().IsMatch(storage[key]!)) is { } wrong =>
            $"{Place}.{wrong} '{storage[wrong]}' is no name of a bucket: 3 to 63 lower-case letters, digits, '-' and '.', first and last a letter or digit",
        { Type: StorageTypes.R2 } when storage["endpoint_url"] is null =>
            "r2 storage needs the account's address: give --endpoint-url https://ACCOUNT.r2.cloudflarestorage.com, or put endpoint_url into r2_credentials.json",
        { Type: StorageTypes.MinIO } when storage["endpoint_url"] is null => "minio storage needs the server's address: give --endpoint-url URL",
        _ when storage["endpoint_url"] is { } url && !IsEndpoint(url) =>
            $"{Place}.endpoint_url '{url}' must be http://HOST[:PORT] or https://HOST[:PORT], without a bucket or path",
        _ when storage["region"] is { } region && !Region().IsMatch(region) => $"{Place}.region '{region}' is no region, such as eu-central-1",
        _ => CheckClass(storage) ?? CheckEncryption(storage),
    };

    private static string? CheckClass(StorageConfig storage) => storage["storage_class"] switch
    {
        null => null,
        var name when storage.Type is StorageTypes.S3 && storage["endpoint_url"] is null && !AmazonClasses.Contains(name) =>
            $"{Place}.storage_class '{name}' is none of Amazon's: {string.Join(", ", AmazonClasses)}",
        var name when !StorageClass().IsMatch(name) => $"{Place}.storage_class '{name}' is no storage class, such as STANDARD_IA",
        _ => null,
    };

    private static string? CheckEncryption(StorageConfig storage) => storage["sse"] switch
    {
        not null when storage.Type is StorageTypes.R2 or StorageTypes.Gcs => $"{Place}.sse is not for {storage.Type} storage, which encrypts everything by itself; leave it out",
        not (null or "AES256" or "aws:kms") => $"{Place}.sse '{storage["sse"]}' must be AES256 or aws:kms",
        not "aws:kms" when storage["sse_kms_key_id"] is not null => $"{Place}.sse_kms_key_id needs sse=aws:kms",
        _ => null,
    };

    private static bool IsEndpoint(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
        && uri is { AbsolutePath: "/", Query: "", Fragment: "", UserInfo: "" };

    [GeneratedRegex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\\z", RegexOptions.CultureInvariant)]
    private static partial Regex BucketName();

    [GeneratedRegex("^[a-z0-9-]{2,40}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Region();

    [GeneratedRegex("^[A-Z0-9_]{2,40}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex StorageClass();
}
