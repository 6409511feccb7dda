using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace GrinToS3.Runs;

/// <summary>The name of a run: the folder below <c>output/</c> and the prefix of every object key (spec: pipeline 1.1).</summary>
public sealed partial record RunName
{
    /// <summary>The most characters a name may have; with suffixes it must stay below the file systems' 255.</summary>
    public const int MaxLength = 100;

    private RunName(string value) => Value = value;

    /// <summary>The name.</summary>
    public string Value { get; }

    /// <summary>The name of a run that was given none: <c>run_YYYYMMDD_HHMMSS</c>.</summary>
    /// <param name="localNow">The moment it starts.</param>
    public static RunName ForMoment(DateTimeOffset localNow) =>
        new("run_" + localNow.ToString("yyyyMMdd_HHmmss", CultureInfo.InvariantCulture));

    /// <summary>Reads a name that a person gave. Nothing is dropped silently: a name with other characters is refused.</summary>
    /// <param name="text">What was given.</param>
    /// <param name="name">The name.</param>
    /// <param name="problem">One line that says what is wrong and what to give instead.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out RunName? name, [NotNullWhen(false)] out string? problem)
    {
        var given = text ?? "";
        problem = given switch
        {
            "" => "the run name is empty; use letters, digits, '-' and '_'",
            { Length: > MaxLength } => $"the run name has {given.Length} characters; {MaxLength} is the most",
            _ when !Valid().IsMatch(given) => $"the run name '{given}' may have only letters, digits, '-' and '_' (try '{Suggest(given)}')",
            _ => null,
        };
        name = problem is null ? new RunName(given) : null;
        return name is not null;
    }

    /// <inheritdoc />
    public override string ToString() => Value;

    private static string Suggest(string given)
    {
        var kept = Invalid().Replace(given, "");
        return kept is "" ? "run1" : kept;
    }

    [GeneratedRegex("^[A-Za-z0-9_-]+\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Valid();

    [GeneratedRegex("[^A-Za-z0-9_-]", RegexOptions.CultureInvariant)]
    private static partial Regex Invalid();
}
