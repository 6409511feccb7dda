using GrinToS3.Runs;

namespace GrinToS3.Functions.Settings;

/// <summary>The app's settings <c>Storage__*</c>: where a new run stores what it brings home, where its start says nothing else.</summary>
public sealed class StorageSettings
{
    /// <summary>The section.</summary>
    public const string Section = "Storage";

    /// <summary>The storage type, such as <c>local</c> or <c>s3</c>.</summary>
    public string? Type { get; set; }

    /// <summary>For local storage: its folder.</summary>
    public string? BasePath { get; set; }

    /// <summary>The bucket of archives.</summary>
    public string? BucketRaw { get; set; }

    /// <summary>The bucket of metadata.</summary>
    public string? BucketMeta { get; set; }

    /// <summary>The bucket of page texts.</summary>
    public string? BucketFull { get; set; }

    /// <summary>The S3 server, where it is not Amazon's.</summary>
    public string? EndpointUrl { get; set; }

    /// <summary>The region, where the environment names none.</summary>
    public string? Region { get; set; }

    /// <summary>A file with <c>access_key</c> and <c>secret_key</c>; else the app's settings <c>AWS_ACCESS_KEY_ID</c> and <c>AWS_SECRET_ACCESS_KEY</c>.</summary>
    public string? CredentialsFile { get; set; }

    /// <summary>The storage class of archives.</summary>
    public string? StorageClass { get; set; }

    /// <summary>Encryption: <c>AES256</c> or <c>aws:kms</c>.</summary>
    public string? Sse { get; set; }

    /// <summary>The key of <c>aws:kms</c>.</summary>
    public string? SseKmsKeyId { get; set; }

    /// <summary>Puts the settings into a start as a new run's defaults.</summary>
    /// <param name="draft">The start.</param>
    internal void AddTo(RunConfigDraft draft)
    {
        draft.SetDefaultIfAny("storage_config.type", Type);
        draft.SetDefaultIfAny("storage_config.config.base_path", BasePath);
        draft.SetDefaultIfAny("storage_config.config.bucket_raw", BucketRaw);
        draft.SetDefaultIfAny("storage_config.config.bucket_meta", BucketMeta);
        draft.SetDefaultIfAny("storage_config.config.bucket_full", BucketFull);
        draft.SetDefaultIfAny("storage_config.config.endpoint_url", EndpointUrl);
        draft.SetDefaultIfAny("storage_config.config.region", Region);
        draft.SetDefaultIfAny("storage_config.config.credentials_file", CredentialsFile);
        draft.SetDefaultIfAny("storage_config.config.storage_class", StorageClass);
        draft.SetDefaultIfAny("storage_config.config.sse", Sse);
        draft.SetDefaultIfAny("storage_config.config.sse_kms_key_id", SseKmsKeyId);
    }
}
