namespace GrinToS3.Grin.Auth;

/// <summary>The rights that GRIN needs: to know who asks, and nothing else (spec: grin-protocol 3.1).</summary>
public static class OAuthScopes
{
    /// <summary>The scopes that we ask for.</summary>
    public static readonly IReadOnlyList<string> Required =
    [
        "openid",
        "https://www.googleapis.com/auth/userinfo.email",
        "https://www.googleapis.com/auth/userinfo.profile",
    ];
}
