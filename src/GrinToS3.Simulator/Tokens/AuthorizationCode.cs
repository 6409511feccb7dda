namespace GrinToS3.Simulator.Tokens;

/// <summary>What a user consented to.</summary>
/// <param name="RedirectUri">Where the code was sent; the exchange has to name the same.</param>
/// <param name="Challenge">The PKCE challenge (S256); null where the client gave none.</param>
/// <param name="IsOffline">Whether a refresh token was asked for.</param>
/// <param name="Expires">When the code is refused.</param>
internal sealed record AuthorizationCode(string RedirectUri, string? Challenge, bool IsOffline, DateTimeOffset Expires);
