using System.Globalization;

namespace GrinToS3.Grin.Auth;

/// <summary>
/// The content of <c>credentials.json</c>, which the existing tool reads and writes as well (spec: grin-protocol 3.2): the six keys that
/// are mandatory there, our <c>expiry</c>, and whatever else was in the file.
/// </summary>
public sealed class TokenFile
{
    /// <summary>The keys that both tools demand.</summary>
    internal static readonly string[] Keys = ["token", "refresh_token", "token_uri", "client_id", "client_secret", "scopes"];

    internal const string ExpiryKey = "expiry";
    internal const string ExpiryFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    internal TokenFile()
    {
    }

    /// <summary>The last access token; empty where there is none yet.</summary>
    public required string Token { get; init; }

    /// <summary>The long-lived token that gets new access tokens.</summary>
    public required string RefreshToken { get; init; }

    /// <summary>Where tokens are granted.</summary>
    public required Uri TokenAddress { get; init; }

    /// <summary>The client's public name.</summary>
    public required string ClientId { get; init; }

    /// <summary>The client's secret.</summary>
    public required string ClientSecret { get; init; }

    /// <summary>The scopes that were granted.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>When <see cref="Token"/> ends (UTC, whole seconds); null in files of the existing tool.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Whether the scopes are exactly those that GRIN needs, so that no new consent is (spec: 3.4).</summary>
    public bool HasRequiredScopes => Scopes.ToHashSet(StringComparer.Ordinal).SetEquals(OAuthScopes.Required);

    /// <summary>The whole object that was read; its unknown keys are written back.</summary>
    internal SecretJson? Source { get; init; }

    /// <summary>Reads the file. One that lacks a mandatory key counts as absent.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The content, or <see cref="GrinErrorKind.CredentialsMissing"/> with a line that says why.</returns>
    public static GrinResult<TokenFile> Read(string path) =>
        SecretJson.TryRead(path, out var json, out var problem) ? From(json, path) : Refused(problem);

    /// <summary>Reads the content that a file is said to have.</summary>
    internal static GrinResult<TokenFile> Parse(ReadOnlyMemory<byte> content, string path) =>
        SecretJson.TryParse(content, path, out var json, out var problem) ? From(json, path) : Refused(problem);

    /// <summary>Writes the file in one step, readable by its owner only from its first byte; creates the folder (0700) if need be.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Null, or the reason why it could not be written.</returns>
    public string? TryWrite(string path) => TokenFileWriter.TryWrite(this, path);

    /// <inheritdoc />
    public override string ToString() => "stored tokens (hidden)";

    /// <summary>The same credentials after a refresh.</summary>
    internal TokenFile With(TokenGrant grant, DateTimeOffset? expiresAt) => new()
    {
        Token = grant.AccessToken,
        RefreshToken = grant.RefreshToken is { Length: > 0 } rotated ? rotated : RefreshToken,
        TokenAddress = TokenAddress,
        ClientId = ClientId,
        ClientSecret = ClientSecret,
        Scopes = Scopes,
        ExpiresAt = expiresAt,
        Source = Source,
    };

    private static GrinResult<TokenFile> From(SecretJson json, string path)
    {
        if (json.Missing(Keys) is { Count: > 0 } missing)
        {
            return Refused($"{path} lacks {string.Join(", ", missing)}");
        }

        if (json.Text("refresh_token") is not { Length: > 0 } refreshToken || json.Text("client_id") is not { Length: > 0 } clientId
            || json.Text("client_secret") is not { Length: > 0 } clientSecret || json.Texts("scopes") is not { } scopes)
        {
            return Refused($"{path} has a refresh_token, client_id, client_secret or scopes that is empty or of another type");
        }

        if (!OAuthEndpoint.TryParse(json.Text("token_uri"), out var address))
        {
            return Refused($"the token_uri in {path} {OAuthEndpoint.Refusal}");
        }

        return new TokenFile
        {
            Token = json.Text("token") ?? "",
            RefreshToken = refreshToken,
            TokenAddress = address,
            ClientId = clientId,
            ClientSecret = clientSecret,
            Scopes = scopes,
            ExpiresAt = Expiry(json.Text(ExpiryKey)),
            Source = json,
        };
    }

    // Google's own library writes fractions of a second as well; a form that we don't know means "unknown", never a failure.
    private static DateTimeOffset? Expiry(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
            ? at : null;

    private static GrinError Refused(string problem) =>
        new(GrinErrorKind.CredentialsMissing, $"no credentials: {problem}; run: grin auth setup");
}
