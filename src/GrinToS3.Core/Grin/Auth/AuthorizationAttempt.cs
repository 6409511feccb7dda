using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace GrinToS3.Grin.Auth;

/// <summary>One consent that is being asked for: its state, and its PKCE secret with method S256 (RFC 7636).</summary>
internal sealed class AuthorizationAttempt
{
    private readonly ClientSecret _client;
    private readonly string _state = Random();

    public AuthorizationAttempt(ClientSecret client, int port)
    {
        _client = client;
        Redirect = new Uri($"http://localhost:{port}/");
        RedirectText = $"http://localhost:{port}";
    }

    /// <summary>Where Google sends the browser.</summary>
    public Uri Redirect { get; }

    /// <summary>The same as it is registered with Google: without the slash (spec: grin-protocol 3.1).</summary>
    public string RedirectText { get; }

    /// <summary>The secret whose hash stands in the address.</summary>
    public string Verifier { get; } = Random();

    /// <summary>Google's consent page for this attempt.</summary>
    public Uri Address
    {
        get
        {
            var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));
            (string Key, string Value)[] query =
            [
                ("response_type", "code"),
                ("client_id", _client.ClientId),
                ("redirect_uri", RedirectText),
                ("scope", string.Join(' ', OAuthScopes.Required)),
                ("state", _state),
                ("code_challenge", challenge),
                ("code_challenge_method", "S256"),
                ("access_type", "offline"),
                ("prompt", "consent"),
            ];
            var text = string.Join('&', query.Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"));
            return new UriBuilder(_client.AuthorizationAddress) { Query = text }.Uri;
        }
    }

    /// <summary>Judges the query with which a browser came back.</summary>
    public AuthorizationReply Judge(string query)
    {
        var parameters = Parse(query);
        if (!parameters.TryGetValue("code", out var code) & !parameters.TryGetValue("error", out var error))
        {
            return AuthorizationReply.Nothing;
        }

        // Also a refusal must bear the state, or any page that the person has open could end the setup.
        return !IsOurs(parameters.GetValueOrDefault("state", "")) ? AuthorizationReply.Foreign
            : error is not null ? AuthorizationReply.Denied(error)
            : AuthorizationReply.Granted(code!);
    }

    /// <summary>Judges a pasted line: a whole address, its query, or the bare code (which PKCE alone ties to this attempt).</summary>
    public AuthorizationReply JudgePasted(string line)
    {
        var text = line.Trim().Trim('"', '\'');
        var mark = text.IndexOf('?', StringComparison.Ordinal);
        if (mark >= 0 || text.Contains('=', StringComparison.Ordinal))
        {
            return Judge(text[(mark + 1)..].Split('#')[0]);
        }

        var isCode = text.Length is > 0 and <= 1024 && text.All(c => char.IsAsciiLetterOrDigit(c) || "-._~/%+".Contains(c, StringComparison.Ordinal));
        return isCode && !text.Contains("//", StringComparison.Ordinal) ? AuthorizationReply.Granted(Uri.UnescapeDataString(text)) : AuthorizationReply.Nothing;
    }

    private bool IsOurs(string state) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(state), Encoding.UTF8.GetBytes(_state));

    private static Dictionary<string, string> Parse(string query)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var pair = part.Split('=', 2);
            parameters.TryAdd(Decode(pair[0]), pair.Length > 1 ? Decode(pair[1]) : "");
        }

        return parameters;
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    private static string Random() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}
