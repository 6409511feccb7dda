using GrinToS3.Runs;

namespace GrinToS3.Objects.S3;

/// <summary>What one provider's S3 needs (spec: storage-config 1.1 and 3.2), read from a run's configuration.</summary>
public sealed record S3Settings
{
    /// <summary>The storage type; one of <see cref="StorageTypes"/>.</summary>
    public required string Type { get; init; }

    /// <summary>The names of the buckets.</summary>
    public required IReadOnlyDictionary<Bucket, string> Buckets { get; init; }

    /// <summary>The server; null for Amazon's own, which follows from the region.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>The region that requests are signed for; null where Amazon's environment names one.</summary>
    public string? Region { get; init; }

    /// <summary>The storage class of archives, or null for the bucket's own.</summary>
    public string? StorageClass { get; init; }

    /// <summary>The encryption that is asked for: <c>AES256</c>, <c>aws:kms</c>, or null for the bucket's own.</summary>
    public string? Encryption { get; init; }

    /// <summary>The key of <c>aws:kms</c>, or null for the account's own.</summary>
    public string? EncryptionKey { get; init; }

    /// <summary>Whether <c>If-None-Match: *</c> is sent. Google's interface has it for reading only.</summary>
    public bool SendsIfNoneMatch { get; init; } = true;

    /// <summary>Whether to look before an object is created: some servers of this type accept <c>If-None-Match</c> and ignore it.</summary>
    public bool LooksBeforeCreate { get; init; }

    /// <summary>Whether objects have tags.</summary>
    public bool HasTags { get; init; } = true;

    /// <summary>Whether all parts but the last must have the same size.</summary>
    public bool PartsAlike { get; init; }

    /// <summary>
    /// Whether parts carry an MD5. The SHA-256 in a request's signature protects them already, at less cost; an MD5 also lets the finished
    /// object's ETag be compared. Google compares an MD5 but does not say that it compares the SHA-256.
    /// </summary>
    public bool HashesParts { get; init; }

    /// <summary>The most bytes that one request copies; larger objects are copied in parts.</summary>
    public long LargestCopy { get; init; } = 5L * 1024 * 1024 * 1024;

    /// <summary>How often a failed request is sent again, after waits that double.</summary>
    public int Retries { get; init; } = 4;

    /// <summary>The server as messages name it.</summary>
    public string EndpointName => Endpoint?.GetLeftPart(UriPartial.Authority) ?? $"Amazon S3{(Region is null ? "" : $" in {Region}")}";

    /// <summary>Reads a configuration that <c>RunConfigRules</c> has found sound.</summary>
    /// <param name="storage">A configuration of a type other than <c>local</c>.</param>
    public static S3Settings From(StorageConfig storage)
    {
        ArgumentNullException.ThrowIfNull(storage);
        var endpoint = storage["endpoint_url"] ?? (storage.Type is StorageTypes.Gcs ? "https://storage.googleapis.com" : null);
        return new S3Settings
        {
            Type = storage.Type,
            Buckets = Enum.GetValues<Bucket>().ToDictionary(static one => one, one => storage[$"bucket_{one.ToString().ToLowerInvariant()}"]
                ?? throw new ArgumentException($"the configuration names no bucket for {one}", nameof(storage))),
            Endpoint = endpoint is null ? null : new Uri(endpoint),
            Region = storage["region"] ?? storage.Type switch
            {
                StorageTypes.R2 or StorageTypes.Gcs => "auto",
                StorageTypes.MinIO => "us-east-1",
                _ => endpoint is null ? null : "us-east-1",
            },
            StorageClass = storage["storage_class"],
            Encryption = storage["sse"],
            EncryptionKey = storage["sse_kms_key_id"],
            SendsIfNoneMatch = storage.Type is not StorageTypes.Gcs,
            LooksBeforeCreate = storage.Type is StorageTypes.Gcs or StorageTypes.MinIO || (storage.Type is StorageTypes.S3 && endpoint is not null),
            HasTags = storage.Type is not (StorageTypes.Gcs or StorageTypes.R2),
            PartsAlike = storage.Type is StorageTypes.R2,
            HashesParts = storage.Type is StorageTypes.Gcs,
        };
    }
}
