namespace GrinToS3.Grin.Http;

/// <summary>
/// Which hosts are spoken to, and which of them see the bearer token (spec: grin-protocol 2.2). The token goes to the configured base's own origin and,
/// over https, to Google's hosts. Any other https host is asked without it (a signed archive address needs none); plain http is
/// spoken to the base's origin only.
/// </summary>
/// <param name="baseAddress">The configured base.</param>
internal sealed class RedirectPolicy(Uri baseAddress)
{
    /// <summary>The most redirects of one request.</summary>
    public const int MaxHops = 10;

    private const string LoginHost = "accounts.google.com";

    /// <summary>An address without its query, which may hold a signature.</summary>
    public static string Name(Uri address) => address.GetLeftPart(UriPartial.Path);

    /// <summary>Whether an address may be asked at all.</summary>
    public bool MayAsk(Uri address) => address.Scheme == Uri.UriSchemeHttps || IsBase(address);

    /// <summary>Whether an address may see the bearer token.</summary>
    public bool MayCarryBearer(Uri address) => IsBase(address)
        || (address.Scheme == Uri.UriSchemeHttps && (IsBelow(address.IdnHost, "google.com") || IsBelow(address.IdnHost, "googleusercontent.com")));

    /// <summary>Where a response sends us; null where it is no redirect, or one without a usable Location.</summary>
    public static Uri? Target(Uri from, HttpResponseMessage response) =>
        IsRedirect(response) && response.Headers.Location is { } location && Uri.TryCreate(from, location, out var target) ? target : null;

    /// <summary>Whether a response has one of the statuses that are followed, whatever its Location.</summary>
    public static bool IsRedirect(HttpResponseMessage response) => (int)response.StatusCode is 301 or 302 or 303 or 307 or 308;

    /// <summary>Whether an address is Google's login: GRIN sends there who has no valid token.</summary>
    public static bool IsLogin(Uri target) =>
        target.IdnHost == LoginHost || target.OriginalString.Contains(LoginHost + "/ServiceLogin", StringComparison.Ordinal);

    private bool IsBase(Uri address) =>
        address.Scheme == baseAddress.Scheme && address.IdnHost == baseAddress.IdnHost && address.Port == baseAddress.Port;

    private static bool IsBelow(string host, string domain) => host == domain || host.EndsWith("." + domain, StringComparison.Ordinal);
}
