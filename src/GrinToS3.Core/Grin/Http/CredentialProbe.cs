using GrinToS3.Grin.Auth;

namespace GrinToS3.Grin.Http;

/// <summary>Asks GRIN once whether it accepts the credentials, outside of any run.</summary>
public static class CredentialProbe
{
    /// <summary>Asks.</summary>
    /// <param name="address">The library's addresses.</param>
    /// <param name="locator">Where credential files are.</param>
    /// <param name="retry">How often to ask again.</param>
    /// <param name="time">The clock.</param>
    /// <param name="warn">Told where a refreshed token can't be stored.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<GrinResult<GrinProbeReport>> RunAsync(
        GrinAddress address,
        CredentialsLocator locator,
        RetryPlan retry,
        TimeProvider time,
        Action<string>? warn,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(address);
        using var http = GrinHttp.CreateClient();
        using var budget = new GrinBudget(time);
        var tokens = TokenSources.Open(locator, new TokenEndpoint(http, time), time, warn);
        var client = new GrinClient(http, address.Base, tokens, budget, time);
        return await new GrinProbe(client, tokens, retry).CheckAsync(address, cancellationToken);
    }
}
