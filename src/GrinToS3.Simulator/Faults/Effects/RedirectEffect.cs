using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace GrinToS3.Simulator.Faults.Effects;

/// <summary>A 302: some hops that lead to the answer, a loop that never does, or another address (spec: grin-protocol 2.2).</summary>
public sealed record RedirectEffect : FaultEffect
{
    private const string HopsLeft = "hops";
    private const string Loop = "loop";

    private readonly string _to;

    private RedirectEffect(string to) => _to = to;

    /// <summary>Redirects a number of times before the answer comes; each Location is relative to the server.</summary>
    /// <param name="hops">How often.</param>
    public static RedirectEffect Hops(int hops) => new(hops.ToString(CultureInfo.InvariantCulture));

    /// <summary>Redirects for ever.</summary>
    public static RedirectEffect Endless() => new(Loop);

    /// <summary>Redirects to an address.</summary>
    /// <param name="address">The literal Location.</param>
    public static RedirectEffect To(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return new(address.OriginalString);
    }

    /// <summary>The effect that a request asks for which follows one of our hops; null for the answer.</summary>
    internal static bool IsHop(HttpRequest request, out RedirectEffect? next)
    {
        var left = request.Query[HopsLeft].ToString();
        next = left == Loop ? Endless()
            : int.TryParse(left, NumberStyles.None, CultureInfo.InvariantCulture, out var hops) && hops > 0 ? Hops(hops)
            : null;
        return left.Length > 0;
    }

    internal static bool TryRead(string text, [NotNullWhen(true)] out RedirectEffect? effect, out string? wanted)
    {
        var isHops = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var hops) && hops > 0;
        effect = isHops || text == Loop || Uri.TryCreate(text, UriKind.Absolute, out _) ? new RedirectEffect(text) : null;
        wanted = "a number of hops, loop, or an absolute address";
        return effect is not null;
    }

    internal override Task ApplyAsync(FaultedRequest request)
    {
        var isHops = int.TryParse(_to, NumberStyles.None, CultureInfo.InvariantCulture, out var hops);
        request.Http.Response.Redirect(isHops || _to == Loop
            ? Again(request.Http.Request, isHops ? (hops - 1).ToString(CultureInfo.InvariantCulture) : Loop)
            : _to);
        return Task.CompletedTask;
    }

    private static string Again(HttpRequest request, string hopsLeft)
    {
        var query = request.Query
            .Where(pair => pair.Key != HopsLeft)
            .Append(new(HopsLeft, hopsLeft));
        return QueryHelpers.AddQueryString(request.Path, query);
    }
}
