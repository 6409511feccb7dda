namespace GrinToS3.Grin.Auth;

/// <summary>A bearer token and what is known about it. Its value never appears in its text.</summary>
/// <param name="value">The token.</param>
/// <param name="expiresAt">When Google stops accepting it, where that is known.</param>
/// <param name="refreshAt">When it is better replaced, where that is known.</param>
/// <param name="account">The e-mail of the Google account that it stands for, where that is known.</param>
public sealed class AccessToken(string value, DateTimeOffset? expiresAt = null, DateTimeOffset? refreshAt = null, string? account = null)
{
    /// <summary>How long before its end a token is replaced (spec: grin-protocol 13).</summary>
    public static readonly TimeSpan RefreshMargin = TimeSpan.FromSeconds(120);

    /// <summary>The token, for the Authorization header only.</summary>
    public string Value { get; } = value;

    /// <summary>When Google stops accepting it; null where unknown.</summary>
    public DateTimeOffset? ExpiresAt { get; } = expiresAt;

    /// <summary>When it is better replaced; null where unknown.</summary>
    public DateTimeOffset? RefreshAt { get; } = refreshAt;

    /// <summary>The e-mail of its Google account; null where unknown.</summary>
    public string? Account { get; } = account;

    /// <inheritdoc />
    public override string ToString() => "access token (hidden)";

    /// <summary>A token that was just granted. One that lives shorter than twice the margin is replaced at half its life.</summary>
    internal static AccessToken Granted(TokenGrant grant, DateTimeOffset now, string? account)
    {
        if (grant.Lifetime is not { } life)
        {
            return new AccessToken(grant.AccessToken, account: account);
        }

        var useful = life / 2 > life - RefreshMargin ? life / 2 : life - RefreshMargin;
        return new AccessToken(grant.AccessToken, now + life, now + useful, account);
    }
}
