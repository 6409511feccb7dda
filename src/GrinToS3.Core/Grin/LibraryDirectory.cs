using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace GrinToS3.Grin;

/// <summary>The name of a library's directory in GRIN, such as <c>Harvard</c>; case-sensitive (spec: grin-protocol 1).</summary>
public sealed partial record LibraryDirectory
{
    private LibraryDirectory(string value) => Value = value;

    /// <summary>The name as GRIN spells it.</summary>
    public string Value { get; }

    /// <summary>Reads a name that a person gave.</summary>
    /// <param name="text">What was given.</param>
    /// <param name="directory">The directory, where the text is a name.</param>
    /// <param name="problem">One line that says what is wrong and what to give instead.</param>
    public static bool TryParse(
        string? text,
        [NotNullWhen(true)] out LibraryDirectory? directory,
        [NotNullWhen(false)] out string? problem)
    {
        var name = text?.Trim() ?? "";
        problem = name switch
        {
            "" => "the library directory is missing; give the name that GRIN uses for your library, such as --library-directory Harvard",
            _ when name.Contains("://", StringComparison.Ordinal) || name.StartsWith("http", StringComparison.OrdinalIgnoreCase) && name.Contains(':', StringComparison.Ordinal)
                => $"the library directory '{name}' is a URL; for https://books.google.com/libraries/Harvard/_all_books give Harvard",
            _ when name.AsSpan().ContainsAny('/', '\\')
                => $"the library directory '{name}' is a path; for https://books.google.com/libraries/Harvard/_all_books give Harvard",
            _ when !Name().IsMatch(name) => $"the library directory '{name}' may have only letters, digits, '-' and '_'",
            _ => null,
        };
        directory = problem is null ? new LibraryDirectory(name) : null;
        return directory is not null;
    }

    /// <inheritdoc />
    public override string ToString() => Value;

    [GeneratedRegex("^[a-zA-Z0-9_-]+$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
