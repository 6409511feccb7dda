namespace GrinToS3.Grin.Http;

/// <summary>What each status means for a request that was not redirected (spec: grin-protocol 2.6, 14).</summary>
internal static class StatusErrors
{
    /// <summary>The error that a response stands for; null where it is a success.</summary>
    public static GrinError? Of(HttpResponseMessage response, GrinRequestKind kind, Uri address, DateTimeOffset now)
    {
        if (response.IsSuccessStatusCode)
        {
            return null;
        }

        var status = (int)response.StatusCode;
        var place = RedirectPolicy.Name(address);
        var (error, message) = status switch
        {
            403 => (GrinErrorKind.PermissionDenied, $"GRIN denies this account access to {place}; check the library directory's name and"
                + " that Google has the account on its list (a change takes up to 12 hours)"),
            404 when kind is GrinRequestKind.Archive => (GrinErrorKind.ArchiveNotReady, $"{place} is not ready: not converted, or expired"),
            404 => (GrinErrorKind.NotFound, $"GRIN has no {place}; check the library directory's name, upper and lower case count"),
            429 when kind is GrinRequestKind.Conversion => (GrinErrorKind.QueueFull, "the library's conversion queue is full; request again later"),
            429 => (GrinErrorKind.Throttled, $"GRIN answered 429 (too many requests) for {place}"),
            408 or >= 500 => (GrinErrorKind.ServerError, $"GRIN answered {status} for {place}"),
            _ => (GrinErrorKind.UnexpectedStatus, $"GRIN answered {status} for {place}, which its protocol does not know"),
        };
        return new GrinError(error, message, status, RetryAfter.Of(response.Headers.RetryAfter, now));
    }
}
