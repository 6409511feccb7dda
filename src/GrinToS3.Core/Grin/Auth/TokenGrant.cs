namespace GrinToS3.Grin.Auth;

/// <summary>What the token endpoint granted. Its secrets never appear in its text.</summary>
internal sealed class TokenGrant
{
    /// <summary>The bearer token.</summary>
    public required string AccessToken { get; init; }

    /// <summary>How long it lives from now; null where the endpoint does not say.</summary>
    public TimeSpan? Lifetime { get; init; }

    /// <summary>A refresh token, where one was granted.</summary>
    public string? RefreshToken { get; init; }

    /// <summary>The scopes that the person agreed to; null where the endpoint does not say.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>The e-mail of the account, where an ID token tells it.</summary>
    public string? Account { get; init; }

    public override string ToString() => "token grant (hidden)";
}
