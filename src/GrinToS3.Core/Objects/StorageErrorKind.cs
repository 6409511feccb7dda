namespace GrinToS3.Objects;

/// <summary>Why an object store could not do what it was asked.</summary>
public enum StorageErrorKind
{
    /// <summary>The object that was to be copied or tagged is not there.</summary>
    NotFound,

    /// <summary>The object has no bytes where some were asked for.</summary>
    OutOfRange,

    /// <summary>Somebody else changed the object at the same moment, again and again.</summary>
    Conflict,

    /// <summary>The bucket is not there.</summary>
    BucketMissing,

    /// <summary>The keys are good, but they may not do this.</summary>
    AccessDenied,

    /// <summary>There are no keys, or the store does not know or accept them.</summary>
    Credentials,

    /// <summary>The bucket lives in another region.</summary>
    WrongRegion,

    /// <summary>This machine's clock is wrong: signatures carry the time.</summary>
    ClockSkew,

    /// <summary>No room is left, or a quota is reached.</summary>
    Full,

    /// <summary>The store asks for fewer requests.</summary>
    Throttled,

    /// <summary>No answer: no such host, no connection, or none in time.</summary>
    Unreachable,

    /// <summary>The store answered with an error of its own.</summary>
    ServerFault,

    /// <summary>The store understood and refuses, such as an unknown storage class.</summary>
    Rejected,

    /// <summary>What the store has is not what was sent.</summary>
    Mismatch,
}
