namespace GrinToS3.Grin;

/// <summary>A failure of one GRIN request, as a value: what happened, where, and whether asking again can help.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Message">One line for a person: what, where, and what to do.</param>
/// <param name="Status">The HTTP status, where there was one.</param>
/// <param name="RetryAfter">How long GRIN asked us to wait, where it did.</param>
public sealed record GrinError(GrinErrorKind Kind, string Message, int? Status = null, TimeSpan? RetryAfter = null)
{
    /// <summary>Whether the same request may succeed later without anybody changing anything (spec: grin-protocol 14).</summary>
    public bool ShouldRetry => Kind is GrinErrorKind.Throttled or GrinErrorKind.ServerError or GrinErrorKind.Unreachable
        or GrinErrorKind.SoftErrorPage or GrinErrorKind.LoginPage or GrinErrorKind.LayoutChanged or GrinErrorKind.BodyTruncated
        or GrinErrorKind.MissingETag or GrinErrorKind.UnexpectedReply;
}
