using System.Net.Http.Headers;

namespace GrinToS3.Grin.Http;

/// <summary>Reads the Retry-After header, seconds or a date.</summary>
internal static class RetryAfter
{
    /// <summary>The longest that is obeyed; a header that says "next year" must not stop a run.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>How long to wait from now, up to <see cref="Longest"/>; null where the header is missing, unreadable or of the past.</summary>
    public static TimeSpan? Of(RetryConditionHeaderValue? header, DateTimeOffset now)
    {
        var wait = header?.Delta ?? header?.Date - now;
        return wait > Longest ? Longest : wait > TimeSpan.Zero ? wait : null;
    }
}
