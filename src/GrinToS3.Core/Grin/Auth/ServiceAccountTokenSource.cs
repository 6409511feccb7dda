using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace GrinToS3.Grin.Auth;

/// <summary>Tokens of a service account: a statement signed with its key is exchanged for a token (RFC 7523).</summary>
public sealed class ServiceAccountTokenSource : ITokenSource
{
    private const string GrantType = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    private static readonly TimeSpan Validity = TimeSpan.FromHours(1);

    private readonly string _path;
    private readonly TokenEndpoint _endpoint;
    private readonly TimeProvider _time;
    private readonly TokenCache _cache;

    /// <summary>Touches nothing yet. The key is read at each refresh, so that a new key needs no restart.</summary>
    /// <param name="path">The key file.</param>
    /// <param name="endpoint">Where tokens are granted.</param>
    /// <param name="time">The clock.</param>
    public ServiceAccountTokenSource(string path, TokenEndpoint endpoint, TimeProvider time)
    {
        (_path, _endpoint, _time) = (path, endpoint, time);
        _cache = new TokenCache(time, FetchAsync);
    }

    /// <inheritdoc />
    public ValueTask<GrinResult<AccessToken>> GetAsync(CancellationToken ct) => _cache.GetAsync(ct);

    /// <inheritdoc />
    public ValueTask<GrinResult<AccessToken>> RefreshAsync(AccessToken rejected, CancellationToken ct) => _cache.ReplaceAsync(rejected, ct);

    private async Task<GrinResult<AccessToken>> FetchAsync(AccessToken? old)
    {
        var key = ServiceAccountKey.Read(_path);
        if (!key.IsSuccess)
        {
            return key.Error;
        }

        var grant = await _endpoint.AskAsync(
            key.Value.TokenAddress, GrantType, [KeyValuePair.Create("assertion", Assertion(key.Value))], CancellationToken.None);
        return grant.IsSuccess ? AccessToken.Granted(grant.Value, _time.GetUtcNow(), key.Value.Email)
            : grant.Error.Kind is GrinErrorKind.AuthFailed ? Refused(key.Value, grant.Error)
            : grant.Error;
    }

    private string Assertion(ServiceAccountKey key)
    {
        var now = _time.GetUtcNow();
        var text = Part(json =>
        {
            json.WriteString("alg", "RS256");
            json.WriteString("typ", "JWT");
            if (key.KeyId is { } id)
            {
                json.WriteString("kid", id);
            }
        }) + "." + Part(json =>
        {
            json.WriteString("iss", key.Email);
            json.WriteString("scope", string.Join(' ', OAuthScopes.Required));
            json.WriteString("aud", key.TokenAddress.OriginalString);
            json.WriteNumber("iat", now.ToUnixTimeSeconds());
            json.WriteNumber("exp", (now + Validity).ToUnixTimeSeconds());
        });
        return text + "." + Base64Url.EncodeToString(key.Sign(Encoding.ASCII.GetBytes(text)));
    }

    private static string Part(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return Base64Url.EncodeToString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    private GrinError Refused(ServiceAccountKey key, GrinError error) => error with
    {
        Message = $"Google refused the key of {key.Email} in {_path}; check that the key is not deleted and that this machine's clock is right",
    };
}
