using System.Buffers.Text;
using System.Globalization;

namespace GrinToS3.Grin.Auth;

/// <summary>Reads the JSON that a token endpoint answers with (RFC 6749, 5).</summary>
internal static class TokenReply
{
    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(1);

    /// <summary>The grant in a reply with status 200; null where it holds none.</summary>
    public static TokenGrant? ReadGrant(ReadOnlyMemory<byte> reply)
    {
        if (!SecretJson.TryParse(reply, out var json) || json.Text("access_token") is not { Length: > 0 } token)
        {
            return null;
        }

        return new TokenGrant
        {
            AccessToken = token,
            Lifetime = Lifetime(json),
            RefreshToken = json.Text("refresh_token"),
            Scopes = json.Text("scope")?.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            Account = json.Text("id_token") is { } idToken ? Account(idToken) : null,
        };
    }

    /// <summary>
    /// The error code of a refusal, such as <c>invalid_grant</c>. The description beside it is free text of the server, which could
    /// echo what we sent, and is never shown.
    /// </summary>
    public static string? ReadErrorCode(ReadOnlyMemory<byte> reply) =>
        SecretJson.TryParse(reply, out var json) && json.Text("error") is { Length: > 0 and <= 40 } code
            && code.All(c => char.IsAsciiLetterLower(c) || c == '_') ? code : null;

    private static TimeSpan? Lifetime(SecretJson json)
    {
        if (!double.TryParse(json.NumberText("expires_in"), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            || !(seconds >= 0))
        {
            return null;
        }

        return seconds < LongestLife.TotalSeconds ? TimeSpan.FromSeconds(seconds) : LongestLife;
    }

    /// <summary>The e-mail in an ID token. It came over TLS from the endpoint itself and is only shown, so no signature is checked.</summary>
    private static string? Account(string idToken)
    {
        var parts = idToken.Split('.');
        if (parts.Length != 3 || !Base64Url.IsValid(parts[1]))
        {
            return null;
        }

        return SecretJson.TryParse(Base64Url.DecodeFromChars(parts[1]), out var claims) ? claims.Text("email") : null;
    }
}
