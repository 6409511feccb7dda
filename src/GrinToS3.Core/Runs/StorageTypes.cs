namespace GrinToS3.Runs;

/// <summary>The storage types and what they speak (spec: storage-config 1).</summary>
public static class StorageTypes
{
    /// <summary>A folder.</summary>
    public const string Local = "local";

    /// <summary>Amazon S3, or any other server that speaks like it.</summary>
    public const string S3 = "s3";

    /// <summary>Cloudflare R2.</summary>
    public const string R2 = "r2";

    /// <summary>MinIO.</summary>
    public const string MinIO = "minio";

    /// <summary>Google Cloud Storage, through its S3 interface.</summary>
    public const string Gcs = "gcs";

    /// <summary>The three buckets, as the keys <c>bucket_NAME</c> of a configuration name them.</summary>
    public static IReadOnlyList<string> Buckets { get; } = ["raw", "meta", "full"];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Local, S3, R2, MinIO, Gcs];

    /// <summary>The protocol that a configuration names for a type.</summary>
    /// <param name="type">The type.</param>
    public static string ProtocolOf(string type) => type switch
    {
        Local => "file",
        Gcs => "gcs",
        _ => "s3",
    };
}
