using GrinToS3.Functions.Settings;
using GrinToS3.Runs;

namespace GrinToS3.Functions.Starting;

/// <summary>The part <c>storage</c> of a start. Secrets have no place here: they come from the app's settings.</summary>
public sealed record StartStorage
{
    /// <summary>The storage type, such as <c>local</c>.</summary>
    public string? Type { get; init; }

    /// <summary>For local storage: its folder, absolute.</summary>
    public string? BasePath { get; init; }

    /// <summary>The bucket of archives.</summary>
    public string? BucketRaw { get; init; }

    /// <summary>The bucket of metadata.</summary>
    public string? BucketMeta { get; init; }

    /// <summary>The bucket of page texts.</summary>
    public string? BucketFull { get; init; }

    /// <summary>The S3 server, where it is not Amazon's.</summary>
    public string? EndpointUrl { get; init; }

    /// <summary>The region, where the environment names none.</summary>
    public string? Region { get; init; }

    /// <summary>The storage class of archives.</summary>
    public string? StorageClass { get; init; }

    /// <summary>Encryption: <c>AES256</c> or <c>aws:kms</c>.</summary>
    public string? Sse { get; init; }

    /// <summary>The key of <c>aws:kms</c>.</summary>
    public string? SseKmsKeyId { get; init; }

    internal void AddTo(RunConfigDraft draft)
    {
        draft.SetIfAny("storage_config.type", Type);
        draft.SetIfAny("storage_config.config.base_path", BasePath);
        draft.SetIfAny("storage_config.config.bucket_raw", BucketRaw);
        draft.SetIfAny("storage_config.config.bucket_meta", BucketMeta);
        draft.SetIfAny("storage_config.config.bucket_full", BucketFull);
        draft.SetIfAny("storage_config.config.endpoint_url", EndpointUrl);
        draft.SetIfAny("storage_config.config.region", Region);
        draft.SetIfAny("storage_config.config.storage_class", StorageClass);
        draft.SetIfAny("storage_config.config.sse", Sse);
        draft.SetIfAny("storage_config.config.sse_kms_key_id", SseKmsKeyId);
    }
}
