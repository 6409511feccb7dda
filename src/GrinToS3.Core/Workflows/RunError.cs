using GrinToS3.Grin;
using GrinToS3.Objects;

namespace GrinToS3.Workflows;

/// <summary>Why a step of a run failed, as a value that workflows decide on and hosts show.</summary>
/// <param name="Kind">What an operator has to look at.</param>
/// <param name="Code">The exact kind, such as <c>SoftErrorPage</c>.</param>
/// <param name="Message">One line: what, where, and what to do.</param>
/// <param name="ShouldRetry">Whether the same step may succeed later without anybody changing anything.</param>
/// <param name="RetryAfter">How long to wait at the least, where GRIN said so.</param>
public sealed record RunError(RunErrorKind Kind, string Code, string Message, bool ShouldRetry = false, TimeSpan? RetryAfter = null)
{
    /// <summary>A failed GRIN request as a run's error.</summary>
    /// <param name="error">The request's error.</param>
    public static RunError From(GrinError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        var kind = error.Kind is GrinErrorKind.CredentialsMissing or GrinErrorKind.AuthFailed or GrinErrorKind.PermissionDenied
            ? RunErrorKind.Auth
            : error.Kind is GrinErrorKind.NotFound ? RunErrorKind.BadInput : RunErrorKind.Grin;
        return new RunError(kind, error.Kind.ToString(), error.Message, error.ShouldRetry, error.RetryAfter);
    }

    /// <summary>A failed call of the object store as a run's error.</summary>
    /// <param name="error">What the store threw.</param>
    public static RunError From(StorageException error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return new RunError(RunErrorKind.Storage, error.Kind.ToString(), error.Message, error.ShouldRetry);
    }

    /// <summary>A folder, file or store that can't be used.</summary>
    /// <param name="message">One line: what, where, and what to do.</param>
    /// <param name="code">The exact kind.</param>
    public static RunError Storage(string message, string code = "Storage") => new(RunErrorKind.Storage, code, message);
}
