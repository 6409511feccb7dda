namespace GrinToS3.Objects;

/// <summary>What an object store can keep beside the bytes of an object.</summary>
[Flags]
public enum StorageFeatures
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Metadata; without it the progress file's columns stand in (spec: storage-config 2.3).</summary>
    Metadata = 1,

    /// <summary>Tags, which can be set after an object is stored.</summary>
    Tags = 2,
}
