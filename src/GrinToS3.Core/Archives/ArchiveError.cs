namespace GrinToS3.Archives;

/// <summary>Why an archive was not verified, as a value.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Message">One line for a person: what, where, and what to do.</param>
public sealed record ArchiveError(ArchiveErrorKind Kind, string Message)
{
    /// <summary>Whether fetching the same archive again may help: its bytes were lost or changed, most likely on their way.</summary>
    public bool ShouldRetry => Kind is ArchiveErrorKind.Cut or ArchiveErrorKind.Damaged or ArchiveErrorKind.IntegrityFailed
        or ArchiveErrorKind.NotOpenPgp;

    /// <summary>Whether every other archive will fail too until a person acts; one that was damaged in its first bytes looks the same.</summary>
    public bool ConcernsAllVolumes => Kind is ArchiveErrorKind.NoPassphrase or ArchiveErrorKind.NoPrivateKey or ArchiveErrorKind.WrongPassphrase;
}
