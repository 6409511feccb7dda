using System.Diagnostics.CodeAnalysis;

namespace GrinToS3.Simulator.Faults;

/// <summary>What goes wrong in a simulated GRIN: rules in order, of which the first that matches a request is carried out.</summary>
/// <param name="Faults">The rules.</param>
public sealed record FaultPlan(IReadOnlyList<Fault> Faults)
{
    /// <summary>Nothing goes wrong.</summary>
    public static readonly FaultPlan None = new([]);

    /// <summary>Makes a plan of some rules.</summary>
    /// <param name="faults">The rules, in order.</param>
    public static FaultPlan Of(params Fault[] faults) => new(faults);

    /// <summary>
    /// Reads rules of the form <c>RESOURCE[:SELECTOR…]:EFFECT[:DETAIL]</c>, such as <c>_all_books:page=3:429:retry-after=2</c>.
    /// RESOURCE is <c>_all_books</c>, <c>_converted</c>, <c>_failed</c>, <c>_in_process</c>, <c>_process</c>, <c>_barcode_search</c>, <c>archive</c>, <c>summary</c>, <c>token</c>, <c>authorize</c>, <c>other</c>
    /// for what is not simulated, or <c>*</c> for the library's own. Selectors are <c>barcode=B</c>, <c>method=GET</c>, <c>page=N</c>, <c>every=N</c>, <c>requests=K-M</c> (all counted from 1) and <c>times=N</c> or <c>times=always</c>;
    /// a rule with <c>page=</c> works once if nothing else is said, any other always. Effects are a status such as <c>500</c> (with <c>retry-after=SECONDS</c>),
    /// <c>soft-error</c>, <c>login-page</c>, <c>token-rejected</c>, <c>redirect=HOPS</c>, <c>redirect=loop</c>, <c>redirect=ADDRESS</c> (last in its rule),
    /// <c>oauth-error=CODE</c>, <c>slow=BYTES-PER-SECOND</c>, <c>cut=FRACTION</c>, <c>truncate=FRACTION</c>, <c>stall=FRACTION</c> (with <c>for=SECONDS</c>),
    /// <c>layout=heading</c>, <c>layout=column</c> or <c>layout=table</c>, <c>missing-lines=N</c> for <c>_process</c>,
    /// <c>layout=added</c>, <c>layout=moved</c> and <c>missing-column=NAME</c> for <c>_barcode_search</c>, and for <c>archive</c> <c>corrupt=OFFSET</c>,
    /// <c>wrong-passphrase</c>, <c>wrong-checksum</c>, <c>no-checksums</c>, <c>no-etag</c>, <c>no-mdc</c>, <c>no-mets</c>, <c>no-marc</c>, <c>no-text</c> and <c>unsafe=KIND</c>. The page docs/simulator.md describes each.
    /// </summary>
    /// <param name="rules">One rule each.</param>
    /// <param name="plan">The plan, where every rule is good.</param>
    /// <param name="problem">One line that names the first bad rule and what is wrong with it.</param>
    public static bool TryParse(
        IEnumerable<string> rules,
        [NotNullWhen(true)] out FaultPlan? plan,
        [NotNullWhen(false)] out string? problem)
    {
        ArgumentNullException.ThrowIfNull(rules);
        var faults = new List<Fault>();
        plan = null;
        foreach (var rule in rules)
        {
            if (!FaultGrammar.TryParse(rule, out var fault, out var reason))
            {
                problem = $"the fault '{rule}' is not understood: {reason}";
                return false;
            }

            faults.Add(fault);
        }

        problem = null;
        plan = new FaultPlan(faults);
        return true;
    }

    /// <summary>Reads rules that are known to be good.</summary>
    /// <param name="rules">One rule each, of the form that <see cref="TryParse"/> describes.</param>
    /// <exception cref="FormatException">A rule is bad; the message is one line that names it.</exception>
    public static FaultPlan Parse(params IEnumerable<string> rules) =>
        TryParse(rules, out var plan, out var problem) ? plan : throw new FormatException(problem);
}
