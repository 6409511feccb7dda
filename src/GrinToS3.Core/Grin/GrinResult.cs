using System.Diagnostics.CodeAnalysis;

namespace GrinToS3.Grin;

/// <summary>What a GRIN request gave: a value, or the error that stands for it. Never both, never neither.</summary>
/// <typeparam name="T">The value's type.</typeparam>
public readonly struct GrinResult<T>
    where T : notnull
{
    private static readonly GrinError Nothing = new(GrinErrorKind.UnexpectedReply, "a request ended without a result");
    private readonly GrinError? _error;

    private GrinResult(T? value, GrinError? error)
    {
        Value = value;
        _error = error;
        IsSuccess = error is null;
    }

    /// <summary>The value, where the request succeeded.</summary>
    public T? Value { get; }

    /// <summary>The error, where it did not.</summary>
    public GrinError? Error => IsSuccess ? null : _error ?? Nothing;

    /// <summary>Whether there is a value.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsSuccess { get; }

    /// <summary>A success.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator GrinResult<T>(T value) => new(value, null);

    /// <summary>A failure.</summary>
    /// <param name="error">The error.</param>
    public static implicit operator GrinResult<T>(GrinError error) => new(default, error);
}
