using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace GrinToS3.Workflows;

/// <summary>What an activity or an entity operation gave: a value or an error; it travels as JSON.</summary>
/// <typeparam name="T">The value's type.</typeparam>
/// <param name="Value">The value, where it succeeded.</param>
/// <param name="Error">The error, where it failed.</param>
public sealed record Outcome<T>(T? Value, RunError? Error)
    where T : class
{
    /// <summary>Whether there is a value.</summary>
    [JsonIgnore]
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsSuccess => Error is null;

    /// <summary>A success.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator Outcome<T>(T value) => new(value, null);

    /// <summary>A failure.</summary>
    /// <param name="error">The error.</param>
    public static implicit operator Outcome<T>(RunError error) => new(null, error);
}
