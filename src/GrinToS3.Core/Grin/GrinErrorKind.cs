namespace GrinToS3.Grin;

/// <summary>The kinds of failure that GRIN, or the way to it, can answer with (spec: grin-protocol 14).</summary>
public enum GrinErrorKind
{
    /// <summary>No usable credentials file was found.</summary>
    CredentialsMissing,

    /// <summary>The token could not be refreshed, or GRIN refused a fresh one.</summary>
    AuthFailed,

    /// <summary>HTTP 403: the account has no rights on this directory, or the change has not reached production (up to 12 hours).</summary>
    PermissionDenied,

    /// <summary>HTTP 404 on a list or report: there is no such directory or resource.</summary>
    NotFound,

    /// <summary>HTTP 404 on an archive: never converted, expired, or unknown.</summary>
    ArchiveNotReady,

    /// <summary>HTTP 429 on a conversion request: the library's queue is full.</summary>
    QueueFull,

    /// <summary>HTTP 429 anywhere else.</summary>
    Throttled,

    /// <summary>HTTP 408 or 5xx.</summary>
    ServerError,

    /// <summary>A status that the protocol does not know, a redirect that leads nowhere or to a host that is not Google's.</summary>
    UnexpectedStatus,

    /// <summary>No connection, or no answer in time.</summary>
    Unreachable,

    /// <summary>HTTP 200 with the text "Your request is unavailable".</summary>
    SoftErrorPage,

    /// <summary>HTTP 200 with Google's login page instead of the resource.</summary>
    LoginPage,

    /// <summary>A list page without a recognisable table, or whose table has neither a barcode nor a filename column.</summary>
    LayoutChanged,

    /// <summary>The body ended before it was complete, or stalled.</summary>
    BodyTruncated,

    /// <summary>An archive without an ETag.</summary>
    MissingETag,

    /// <summary>A reply that could not be parsed.</summary>
    UnexpectedReply,
}
