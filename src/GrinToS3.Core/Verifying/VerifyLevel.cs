namespace GrinToS3.Verifying;

/// <summary>How closely stored objects are looked at; each level has what the ones before it have.</summary>
public enum VerifyLevel
{
    /// <summary>That each object is there and has its size: one listing, no request an object.</summary>
    Size,

    /// <summary>Also the store's tags (ETags), which the listing gives. Where one differs the object is read. Files have no tags.</summary>
    Checksum,

    /// <summary>Each object is read, and its SHA-256 compared.</summary>
    Full,
}
