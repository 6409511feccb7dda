namespace GrinToS3.Converting;

/// <summary>What GRIN's answer to a conversion request means (spec: grin-protocol 8).</summary>
public enum ConversionAnswer
{
    /// <summary>It is in the queue now.</summary>
    Requested,

    /// <summary>It was in the queue already.</summary>
    InProcess,

    /// <summary>Its archive can be fetched now.</summary>
    Available,

    /// <summary>GRIN does not give it to this library.</summary>
    Refused,

    /// <summary>An answer that we do not know, or none: to be asked again later.</summary>
    Unknown,
}
