namespace GrinToS3.Grin.Auth;

/// <summary>The library's own OAuth client, as Google's console gives it for a desktop app (spec: grin-protocol 3.2).</summary>
public sealed class ClientSecret
{
    private ClientSecret(string clientId, string secret, Uri authorization, Uri token) =>
        (ClientId, Secret, AuthorizationAddress, TokenAddress) = (clientId, secret, authorization, token);

    /// <summary>The client's public name.</summary>
    public string ClientId { get; }

    /// <summary>The client's secret.</summary>
    public string Secret { get; }

    /// <summary>Where a person agrees (<c>auth_uri</c>).</summary>
    public Uri AuthorizationAddress { get; }

    /// <summary>Where tokens are granted (<c>token_uri</c>).</summary>
    public Uri TokenAddress { get; }

    /// <summary>Reads <c>client_secret.json</c>: the key <c>installed</c> with the four keys that are needed; others are ignored.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The client, or <see cref="GrinErrorKind.CredentialsMissing"/> with a line that says what the file lacks.</returns>
    public static GrinResult<ClientSecret> Read(string path) =>
        SecretJson.TryRead(path, out var json, out var problem) ? From(json, path) : Absent(problem);

    /// <inheritdoc />
    public override string ToString() => "OAuth client (hidden)";

    /// <summary>Reads the content that a file is said to have.</summary>
    internal static GrinResult<ClientSecret> Parse(ReadOnlyMemory<byte> content, string path) =>
        SecretJson.TryParse(content, path, out var json, out var problem) ? From(json, path) : Absent(problem);

    private static GrinResult<ClientSecret> From(SecretJson json, string path)
    {
        if (json.Object("installed") is not { } client)
        {
            return Refused($"{path} has no object 'installed'; download the JSON of an OAuth client of the type 'Desktop app'");
        }

        if (client.Missing("client_id", "client_secret", "auth_uri", "token_uri") is { Count: > 0 } missing)
        {
            return Refused($"{path} lacks {string.Join(", ", missing)} below 'installed'; download it from Google's console again");
        }

        if (client.Text("client_id") is not { Length: > 0 } id || client.Text("client_secret") is not { Length: > 0 } secret)
        {
            return Refused($"{path} has an empty client_id or client_secret; download it from Google's console again");
        }

        if (!OAuthEndpoint.TryParse(client.Text("auth_uri"), out var authorization))
        {
            return Refused($"the auth_uri in {path} {OAuthEndpoint.Refusal}");
        }

        return OAuthEndpoint.TryParse(client.Text("token_uri"), out var token)
            ? new ClientSecret(id, secret, authorization, token)
            : Refused($"the token_uri in {path} {OAuthEndpoint.Refusal}");
    }

    private static GrinError Absent(string problem) =>
        Refused($"no OAuth client: {problem}; download the desktop client's JSON from Google's console to that path");

    private static GrinError Refused(string message) => new(GrinErrorKind.CredentialsMissing, message);
}
