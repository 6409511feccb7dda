namespace GrinToS3.Archives;

/// <summary>Carries an expected failure from a layer of the pass to <see cref="ArchivePass"/>, which makes a value of it; it never leaves this folder.</summary>
internal sealed class ArchiveException(ArchiveErrorKind kind, string message, Exception? cause = null) : Exception(message, cause)
{
    internal ArchiveError Error { get; } = new(kind, message);
}
