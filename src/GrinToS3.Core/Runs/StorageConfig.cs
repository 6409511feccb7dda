namespace GrinToS3.Runs;

/// <summary>Where a run stores what it brings home (spec: storage-config 1 and 3).</summary>
public sealed record StorageConfig
{
    /// <summary>The storage type, one of <see cref="StorageTypes"/>.</summary>
    public required string Type { get; init; }

    /// <summary>The protocol behind the type: <c>file</c> for <c>local</c>, <c>gcs</c> for <c>gcs</c>, else <c>s3</c>.</summary>
    public required string Protocol { get; init; }

    /// <summary>The type's own settings, such as <c>base_path</c> or <c>endpoint_url</c>, <c>bucket_raw</c>, <c>bucket_meta</c> and <c>bucket_full</c>.</summary>
    public required IReadOnlyDictionary<string, string?> Config { get; init; }

    /// <summary>One of the type's own settings; null where it is missing or empty.</summary>
    /// <param name="key">Its key.</param>
    public string? this[string key] => Config.GetValueOrDefault(key) is { Length: > 0 } value ? value : null;

    /// <summary>The same without keys that the Python tool may have left in it: what is stored in a bucket holds none.</summary>
    public StorageConfig WithoutSecrets() => Config.Keys.Any(StorageRules.IsSecret)
        ? this with { Config = Config.Where(static one => !StorageRules.IsSecret(one.Key)).ToDictionary(StringComparer.Ordinal) }
        : this;

    /// <summary>Always empty; the Python tool expects the key.</summary>
    public string Prefix { get; init; } = "";
}
