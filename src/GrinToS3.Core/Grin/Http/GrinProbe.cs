using System.Text;
using GrinToS3.Grin.Auth;

namespace GrinToS3.Grin.Http;

/// <summary>
/// The cheap request that shows whether GRIN accepts the credentials (spec: grin-protocol 3.6). A login redirect after a refresh is a failure, unlike in the
/// existing tool, and so is a login page with status 200.
/// </summary>
/// <param name="client">Asks.</param>
/// <param name="tokens">The same credentials; they tell the account.</param>
/// <param name="retry">How often to try; null for <see cref="RetryPlan.Default"/>.</param>
public sealed class GrinProbe(GrinClient client, ITokenSource tokens, RetryPlan? retry = null)
{
    private const int MaxBytes = 64 * 1024;

    /// <summary>Asks for the library's summary.</summary>
    /// <param name="address">The library.</param>
    /// <param name="ct">Stops it.</param>
    /// <returns>Who is accepted, or why nobody is.</returns>
    public async Task<GrinResult<GrinProbeReport>> CheckAsync(GrinAddress address, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(address);
        var page = await client.GetAsync(address.Probe, GrinRequestKind.Probe, ReadAsync, retry, ct);
        if (!page.IsSuccess)
        {
            return page.Error;
        }

        var token = await tokens.GetAsync(ct);
        return token.IsSuccess ? new GrinProbeReport(token.Value.Account, page.Value.ServerTime) : token.Error;
    }

    private static async ValueTask<GrinResult<GrinProbeReport>> ReadAsync(GrinResponse response, CancellationToken ct)
    {
        var buffer = new byte[MaxBytes];
        var length = await response.Body.ReadAtLeastAsync(buffer, MaxBytes, throwOnEndOfStream: false, ct);
        var text = Encoding.UTF8.GetString(buffer, 0, length);
        return text.Contains("accounts.google.com", StringComparison.Ordinal) && text.Contains("<html", StringComparison.OrdinalIgnoreCase)
                ? new GrinError(GrinErrorKind.LoginPage, "GRIN answered with Google's login page; run: grin auth setup", response.Status)
            : text.Contains("Your request is unavailable", StringComparison.OrdinalIgnoreCase)
                ? new GrinError(GrinErrorKind.SoftErrorPage, "GRIN says that the request is unavailable; try again later", response.Status)
            : new GrinProbeReport(Account: null, response.Date);
    }
}
