namespace GrinToS3.Objects;

/// <summary>
/// An object store could not do what it was asked, after the retries that were worth it. The message is one line for a person: what, which
/// bucket and key, at which endpoint, and what to do. That an object is not there, or is there already, is no failure but an answer.
/// </summary>
public sealed class StorageException : Exception
{
    /// <summary>States a failure.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="message">One line for a person.</param>
    /// <param name="inner">What caused it, where there is more to know.</param>
    public StorageException(StorageErrorKind kind, string message, Exception? inner = null)
        : base(message, inner) => Kind = kind;

    /// <summary>The kind of failure.</summary>
    public StorageErrorKind Kind { get; }

    /// <summary>Whether the same call may succeed later without anybody changing anything.</summary>
    public bool ShouldRetry => Kind is StorageErrorKind.Conflict or StorageErrorKind.Throttled or StorageErrorKind.Unreachable
        or StorageErrorKind.ServerFault or StorageErrorKind.Mismatch;
}
