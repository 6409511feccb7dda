namespace GrinToS3.Archives.Streams;

/// <summary>
/// Wraps what a stream of the caller threw, so that no layer takes it for a sign of a damaged archive; <see cref="ArchivePass"/> throws on what is inside.
/// </summary>
internal sealed class CallerStreamException(Exception cause) : Exception(cause.Message, cause);
