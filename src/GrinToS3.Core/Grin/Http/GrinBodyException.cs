namespace GrinToS3.Grin.Http;

/// <summary>
/// The body of a response ended early, stalled, or was damaged on its way. A stream can say so by an exception only; <see cref="GrinClient"/>
/// turns it into <see cref="GrinErrorKind.BodyTruncated"/>, so code that reads a body lets it pass.
/// </summary>
public sealed class GrinBodyException : IOException
{
    internal GrinBodyException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
