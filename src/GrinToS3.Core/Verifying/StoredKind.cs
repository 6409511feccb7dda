namespace GrinToS3.Verifying;

/// <summary>What is stored of a volume.</summary>
public enum StoredKind
{
    /// <summary>Its decrypted archive.</summary>
    Archive,

    /// <summary>Its page texts.</summary>
    Text,

    /// <summary>Its manifest.</summary>
    Manifest,
}
