namespace GrinToS3.Grin.Auth;

/// <summary>Chooses the kind of credentials by the files that are there.</summary>
public static class TokenSources
{
    /// <summary>A service account where its key is found, else a person's stored tokens. Missing files show at the first request.</summary>
    /// <param name="locator">Where files are.</param>
    /// <param name="endpoint">Where tokens are granted.</param>
    /// <param name="time">The clock.</param>
    /// <param name="warn">Gets one line, once, where a refreshed token cannot be stored.</param>
    public static ITokenSource Open(CredentialsLocator locator, TokenEndpoint endpoint, TimeProvider time, Action<string>? warn = null)
    {
        ArgumentNullException.ThrowIfNull(locator);
        return locator.ServiceAccountKeyPath() is { } key
            ? new ServiceAccountTokenSource(key, endpoint, time)
            : new UserTokenSource(locator.TokenFilePath(), endpoint, time, warn);
    }
}
