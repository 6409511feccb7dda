using Amazon.S3;
using Amazon.S3.Model;

namespace GrinToS3.Objects.S3;

/// <summary>Builds requests with what the settings say of storage class, encryption and metadata, and reads it back.</summary>
internal sealed class S3Requests(S3Settings settings)
{
    private const string MetadataPrefix = "x-amz-meta-";

    internal string Name(ObjectKey key) => settings.Buckets[key.Bucket];

    internal PutObjectRequest Put(ObjectKey key, IReadOnlyDictionary<string, string>? metadata)
    {
        var request = new PutObjectRequest
        {
            BucketName = Name(key),
            Key = key.Key,
            StorageClass = ClassOf(key.Bucket),
            ServerSideEncryptionMethod = Encryption,
            ServerSideEncryptionKeyManagementServiceKeyId = settings.EncryptionKey,
            UseChunkEncoding = false,
            AutoCloseStream = false,
        };
        Write(metadata, request.Metadata);
        return request;
    }

    internal InitiateMultipartUploadRequest Begin(ObjectKey key, IReadOnlyDictionary<string, string>? metadata)
    {
        var request = new InitiateMultipartUploadRequest
        {
            BucketName = Name(key),
            Key = key.Key,
            StorageClass = ClassOf(key.Bucket),
            ServerSideEncryptionMethod = Encryption,
            ServerSideEncryptionKeyManagementServiceKeyId = settings.EncryptionKey,
        };
        Write(metadata, request.Metadata);
        return request;
    }

    internal CopyObjectRequest Copy(ObjectKey source, ObjectKey target) => new()
    {
        SourceBucket = Name(source),
        SourceKey = source.Key,
        DestinationBucket = Name(target),
        DestinationKey = target.Key,
        StorageClass = ClassOf(target.Bucket),
        ServerSideEncryptionMethod = Encryption,
        ServerSideEncryptionKeyManagementServiceKeyId = settings.EncryptionKey,
    };

    internal PutObjectTaggingRequest Tag(ObjectKey key, IReadOnlyDictionary<string, string> tags) => new()
    {
        BucketName = Name(key),
        Key = key.Key,
        Tagging = new Tagging { TagSet = [.. tags.Select(static one => new Tag { Key = one.Key, Value = one.Value })] },
    };

    // Ceph gives underscores in names back as hyphens; none of our names has a hyphen.
    internal static SortedDictionary<string, string> Read(MetadataCollection metadata)
    {
        var read = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var key in metadata.Keys)
        {
            read[key.Replace(MetadataPrefix, "", StringComparison.OrdinalIgnoreCase).ToLowerInvariant().Replace('-', '_')] = metadata[key];
        }

        return read;
    }

    internal static string? Unquoted(string? tag) => tag?.Trim('"') is { Length: > 0 } text ? text : null;

    /// <summary>Whether an ETag is the MD5 of the content: not where a key of the account encrypts it.</summary>
    internal static bool IsTagOfContent(ServerSideEncryptionMethod? encryption) =>
        encryption is null || encryption == ServerSideEncryptionMethod.None || encryption == ServerSideEncryptionMethod.AES256;

    private ServerSideEncryptionMethod? Encryption => settings.Encryption is { } method ? ServerSideEncryptionMethod.FindValue(method) : null;

    // Only archives are large, stay as they are and are seldom read; a copy of the database is replaced each day.
    private S3StorageClass? ClassOf(Bucket bucket) => bucket is Bucket.Raw && settings.StorageClass is { } name ? S3StorageClass.FindValue(name) : null;

    private static void Write(IReadOnlyDictionary<string, string>? metadata, MetadataCollection target)
    {
        foreach (var (key, value) in metadata ?? new Dictionary<string, string>())
        {
            target[key] = value;
        }
    }
}
