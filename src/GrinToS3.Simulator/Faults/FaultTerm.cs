namespace GrinToS3.Simulator.Faults;

/// <summary>One term of a rule: <c>key</c> or <c>key=value</c>.</summary>
/// <param name="Key">What stands before the equals sign.</param>
/// <param name="Value">What stands after it; empty without one.</param>
internal readonly record struct FaultTerm(string Key, string Value)
{
    private const string Redirect = "redirect=";

    /// <summary>Splits a rule at its colons; an address to redirect to keeps its own, and so is last.</summary>
    public static IReadOnlyList<FaultTerm> Split(string rule)
    {
        var terms = new List<FaultTerm>();
        var rest = rule;
        while (rest.Length > 0)
        {
            var colon = rest.StartsWith(Redirect, StringComparison.Ordinal) && rest.Contains("://", StringComparison.Ordinal)
                ? -1 : rest.IndexOf(':', StringComparison.Ordinal);
            terms.Add(Parse(colon < 0 ? rest : rest[..colon]));
            rest = colon < 0 ? "" : rest[(colon + 1)..];
        }

        return terms;
    }

    private static FaultTerm Parse(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? new FaultTerm(text, "") : new FaultTerm(text[..equals], text[(equals + 1)..]);
    }
}
