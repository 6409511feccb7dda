using System.Diagnostics.CodeAnalysis;

namespace GrinToS3.Archives;

/// <summary>A value, or why there is none.</summary>
/// <typeparam name="T">The value's type.</typeparam>
/// <param name="Value">The value, where it succeeded.</param>
/// <param name="Error">The error, where it failed.</param>
public sealed record ArchiveResult<T>(T? Value, ArchiveError? Error)
    where T : class
{
    /// <summary>Whether there is a value.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsSuccess => Error is null;

    /// <summary>A success.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator ArchiveResult<T>(T value) => new(value, null);

    /// <summary>A failure.</summary>
    /// <param name="error">The error.</param>
    public static implicit operator ArchiveResult<T>(ArchiveError error) => new(null, error);
}
