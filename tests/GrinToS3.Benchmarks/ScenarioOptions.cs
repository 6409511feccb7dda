using System.Globalization;

namespace GrinToS3.Benchmarks;

/// <summary>The options after a scenario's name: <c>--key value</c> pairs and flags.</summary>
public sealed class ScenarioOptions
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    public ScenarioOptions(IReadOnlyList<string> arguments)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            if (!arguments[i].StartsWith("--", StringComparison.Ordinal))
            {
                throw new FormatException($"'{arguments[i]}' is not an option; options are --key value");
            }

            var hasValue = i + 1 < arguments.Count && !arguments[i + 1].StartsWith("--", StringComparison.Ordinal);
            _values[arguments[i][2..]] = hasValue ? arguments[++i] : "";
        }
    }

    /// <summary>Small sizes: shows that the scenario works, not how fast.</summary>
    public bool Quick => _values.ContainsKey("quick");

    public string? Text(string key) => _values.GetValueOrDefault(key);

    public int Count(string key, int normal, int quick) =>
        _values.TryGetValue(key, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : Quick ? quick : normal;

    /// <summary>A size such as <c>200MB</c>: powers of 1,000, or bytes without a unit.</summary>
    public long Bytes(string key, long normal, long quick)
    {
        if (!_values.TryGetValue(key, out var text))
        {
            return Quick ? quick : normal;
        }

        var digits = text.TrimEnd("BGMk".ToCharArray());
        return long.Parse(digits, CultureInfo.InvariantCulture) * text[digits.Length..] switch
        {
            "" or "B" => 1,
            "kB" => 1_000,
            "MB" => 1_000_000,
            "GB" => 1_000_000_000,
            _ => throw new FormatException($"'{text}' is not a size such as 200MB"),
        };
    }
}
