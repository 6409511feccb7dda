using System.Globalization;
using GrinToS3.Simulator.Faults.Effects;

namespace GrinToS3.Simulator.Faults;

/// <summary>Gathers the terms of a rule in any order.</summary>
internal sealed class FaultDraft
{
    private const string Always = "always";

    private int? _page;
    private int? _every;
    private int? _times;
    private bool _isAlways;
    private string? _barcode;
    private string? _method;
    private (int First, int Last) _requests = (1, int.MaxValue);

    public FaultTerm? Effect { get; private set; }

    public string EffectName => Effect?.Key ?? "";

    /// <summary>The seconds of <c>retry-after=</c> or <c>for=</c>.</summary>
    public FaultTerm? Detail { get; private set; }

    /// <summary>Takes in a term.</summary>
    /// <returns>What is wrong with it; null if nothing is.</returns>
    public string? Accept(FaultTerm term)
    {
        switch (term.Key)
        {
            case "page":
                return TryReadCount(term, out _page);
            case "barcode":
                _barcode = term.Value;
                return term.Value.Length > 0 ? null : "'barcode' needs a barcode";
            case "method":
                _method = term.Value;
                return term.Value is "GET" or "HEAD" or "POST" ? null : "'method' needs GET, HEAD or POST";
            case "every":
                return TryReadCount(term, out _every);
            case "times" when term.Value == Always:
                _isAlways = true;
                return null;
            case "times":
                return TryReadCount(term, out _times);
            case "requests":
                return TryReadRange(term);
            case "retry-after" or "for" when Detail is null:
                Detail = term;
                return null;
            default:
                var isSecond = Effect is not null;
                Effect ??= term;
                return isSecond ? $"'{EffectName}' and '{term.Key}' are two effects; a rule has one" : null;
        }
    }

    public Fault ToFault(string resource, FaultEffect effect) => new(resource, effect)
    {
        Page = _page,
        Barcode = _barcode,
        Method = _method,
        Every = _every,
        FirstRequest = _requests.First,
        LastRequest = _requests.Last,
        Times = _isAlways ? null : _times ?? (_page is null ? null : 1),
    };

    private static string? TryReadCount(FaultTerm term, out int? count)
    {
        count = int.TryParse(term.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0 ? value : null;
        return count is null ? $"'{term.Key}' needs a number from 1, such as {term.Key}=3" : null;
    }

    private string? TryReadRange(FaultTerm term)
    {
        var dash = term.Value.IndexOf('-', StringComparison.Ordinal);
        var (first, last) = dash < 0 ? (term.Value, term.Value) : (term.Value[..dash], term.Value[(dash + 1)..]);
        if (TryReadCount(term with { Value = first }, out var from) is not null
            || TryReadCount(term with { Value = last }, out var to) is not null
            || from > to)
        {
            return "'requests' needs a range, such as requests=2-5";
        }

        _requests = (from!.Value, to!.Value);
        return null;
    }
}
