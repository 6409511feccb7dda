using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using GrinToS3.Simulator.Faults.Effects;
using GrinToS3.Simulator.Listing;
using GrinToS3.Simulator.Reports;

namespace GrinToS3.Simulator.Faults;

/// <summary>Reads the effect of a rule, with its detail.</summary>
internal static class EffectGrammar
{
    private const string Fraction = "a fraction from 0 to 1, such as 0.5";

    /// <summary>Reads the effect that a draft gathered.</summary>
    public static bool TryRead(FaultDraft draft, [NotNullWhen(true)] out FaultEffect? effect, [NotNullWhen(false)] out string? problem)
    {
        effect = null;
        if (draft.Effect is not { } term)
        {
            problem = "it has no effect, such as 500 or cut=0.5";
            return false;
        }

        if (!TryReadSeconds(draft.Detail, out var seconds))
        {
            problem = $"'{draft.Detail?.Key}' needs seconds, such as {draft.Detail?.Key}=2";
            return false;
        }

        effect = Make(term, seconds, out var wanted);
        problem = effect is null ? wanted is null ? $"'{term.Key}' is no effect" : $"'{term.Key}' needs {wanted}"
            : draft.Detail?.Key == "retry-after" && effect is not StatusEffect ? "'retry-after' goes with a status only"
            : draft.Detail?.Key == "for" && effect is not StallEffect ? "'for' goes with 'stall' only"
            : null;
        return effect is not null && problem is null;
    }

    private static FaultEffect? Make(FaultTerm term, TimeSpan? seconds, out string? wanted)
    {
        wanted = null;
        switch (term.Key)
        {
            case "soft-error" when term.Value.Length == 0:
                return new SoftErrorPageEffect();
            case "login-page" when term.Value.Length == 0:
                return new LoginPageEffect();
            case "token-rejected" when term.Value.Length == 0:
                return new TokenRejectedEffect();
            case "redirect":
                return RedirectEffect.TryRead(term.Value, out var redirect, out wanted) ? redirect : null;
            case "oauth-error":
                wanted = "an error code, such as invalid_grant";
                return term.Value.Length > 0 ? new OAuthErrorEffect(term.Value) : null;
            case "slow":
                wanted = "bytes per second, such as slow=2000";
                return TryReadNumber(term.Value, 1, int.MaxValue, out var pace) ? new SlowEffect((int)pace) : null;
            case "cut":
                wanted = Fraction;
                return TryReadNumber(term.Value, 0, 1, out var cut) ? new CutEffect(cut) : null;
            case "truncate":
                wanted = Fraction;
                return TryReadNumber(term.Value, 0, 1, out var end) ? new TruncateEffect(end) : null;
            case "stall":
                wanted = Fraction;
                return TryReadNumber(term.Value, 0, 1, out var stall) ? new StallEffect(stall, seconds) : null;
            case "layout":
                wanted = "heading, column or table; for _barcode_search also added or moved";
                return MakeLayout(term.Value);
            case "missing-column":
                wanted = "a column of _barcode_search, such as missing-column=State";
                return ReportColumn.All.Any(column => column.Name == term.Value) ? new ReportLayoutEffect(ReportLayout.Usual with { Missing = term.Value }) : null;
            case "missing-lines":
                wanted = "a number from 1: one line of so many is missing";
                return TryReadNumber(term.Value, 1, int.MaxValue, out var every) ? new MissingLinesEffect((int)every) : null;
            case var _ when ArchiveFlawGrammar.Read(term, out wanted) is { } flaw:
                return new ArchiveEffect(flaw);
            default:
                return wanted is null && TryReadNumber(term.Key, 400, 599, out var status) ? new StatusEffect((int)status, seconds) : null;
        }
    }

    private static bool TryReadSeconds(FaultTerm? detail, out TimeSpan? seconds)
    {
        var number = 0.0;
        var isGood = detail is not { } term || TryReadNumber(term.Value, 0, 86_400, out number);
        seconds = detail is null ? null : TimeSpan.FromSeconds(number);
        return isGood;
    }

    private static FaultEffect? MakeLayout(string what) => what switch
    {
        "heading" => new LayoutEffect(PageLayout.NoHeadingClass),
        "column" => new LayoutEffect(PageLayout.NoBarcodeColumn),
        "table" => new LayoutEffect(PageLayout.NoTable),
        "added" => new ReportLayoutEffect(ReportLayout.Usual with { HasMore = true }),
        "moved" => new ReportLayoutEffect(ReportLayout.Usual with { IsReversed = true }),
        _ => null,
    };

    private static bool TryReadNumber(string text, double least, double most, out double number) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number) && number >= least && number <= most;
}
