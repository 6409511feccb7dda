using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace GrinToS3.Grin;

/// <summary>
/// The identity of a volume (spec: grin-protocol 10). Its characters are all unreserved, so it can stand in an URL, a file name
/// and an object key as it is.
/// </summary>
public sealed record Barcode
{
    /// <summary>The fewest characters.</summary>
    public const int MinLength = 3;

    /// <summary>The most characters.</summary>
    public const int MaxLength = 50;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    private Barcode(string value) => Value = value;

    /// <summary>The barcode as the library spells it.</summary>
    public string Value { get; }

    /// <summary>Reads a barcode that a person, a file or a GRIN page gave; blanks around it are dropped.</summary>
    /// <param name="text">What was given.</param>
    /// <param name="barcode">The barcode, where the text is one.</param>
    /// <param name="problem">One line that says what is wrong.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Barcode? barcode, [NotNullWhen(false)] out string? problem)
    {
        var value = text?.Trim() ?? "";
        problem = value switch
        {
            "" => "the barcode is empty",
            { Length: < MinLength or > MaxLength } => $"the barcode has {value.Length} characters; it must have {MinLength} to {MaxLength}",
            _ when value.AsSpan().ContainsAnyExcept(Allowed) => $"the barcode '{value}' may have only ASCII letters, digits, '-' and '_'",
            _ => null,
        };
        barcode = problem is null ? new Barcode(value) : null;
        return barcode is not null;
    }

    /// <inheritdoc />
    public override string ToString() => Value;
}
