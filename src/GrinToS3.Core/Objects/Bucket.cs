namespace GrinToS3.Objects;

/// <summary>The three logical buckets of a run (spec: storage-config 1).</summary>
public enum Bucket
{
    /// <summary>Decrypted archives.</summary>
    Raw,

    /// <summary>Run configuration, CSV, copies of the progress file, process summary.</summary>
    Meta,

    /// <summary>Page texts.</summary>
    Full,
}
