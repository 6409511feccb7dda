namespace GrinToS3.Grin.Auth;

/// <summary>
/// Tokens of a person who agreed in a browser, kept in <c>credentials.json</c>: the state machine of spec: grin-protocol 13. The file is read
/// again at each refresh, so that a new <c>grin auth setup</c> takes effect in a process that runs for weeks.
/// </summary>
public sealed class UserTokenSource : ITokenSource
{
    /// <summary>The age at which a stored token of unknown expiry is taken for spent; Google's live 60 minutes.</summary>
    public static readonly TimeSpan OldestStored = TimeSpan.FromMinutes(50);

    private readonly string _path;
    private readonly TokenEndpoint _endpoint;
    private readonly TimeProvider _time;
    private readonly Action<string>? _warn;
    private readonly TokenCache _cache;
    private TokenFile? _unsaved;
    private bool _warned;

    /// <summary>Touches nothing yet; a missing file shows at the first request.</summary>
    /// <param name="path">The token file.</param>
    /// <param name="endpoint">Where tokens are refreshed.</param>
    /// <param name="time">The clock.</param>
    /// <param name="warn">Gets one line, once, where a refreshed token cannot be stored; the run goes on.</param>
    public UserTokenSource(string path, TokenEndpoint endpoint, TimeProvider time, Action<string>? warn = null)
    {
        (_path, _endpoint, _time, _warn) = (path, endpoint, time, warn);
        _cache = new TokenCache(time, FetchAsync);
    }

    /// <inheritdoc />
    public ValueTask<GrinResult<AccessToken>> GetAsync(CancellationToken ct) => _cache.GetAsync(ct);

    /// <inheritdoc />
    public ValueTask<GrinResult<AccessToken>> RefreshAsync(AccessToken rejected, CancellationToken ct) => _cache.ReplaceAsync(rejected, ct);

    /// <summary>Runs one at a time: the cache sees to it.</summary>
    private async Task<GrinResult<AccessToken>> FetchAsync(AccessToken? old)
    {
        var stored = _unsaved ?? TokenFile.Read(_path);
        if (!stored.IsSuccess)
        {
            return stored.Error;
        }

        return old is null && Stored(stored.Value) is { } token ? token : await RefreshAsync(stored.Value);
    }

    private AccessToken? Stored(TokenFile file)
    {
        var now = _time.GetUtcNow();
        if (file.Token is "")
        {
            return null;
        }

        if (file.ExpiresAt is { } end)
        {
            var refreshAt = end.UtcTicks > AccessToken.RefreshMargin.Ticks ? end - AccessToken.RefreshMargin : end;
            return now < refreshAt ? new AccessToken(file.Token, end, refreshAt) : null;
        }

        return now - File.GetLastWriteTimeUtc(_path) <= OldestStored ? new AccessToken(file.Token) : null;
    }

    private async Task<GrinResult<AccessToken>> RefreshAsync(TokenFile file)
    {
        var grant = await _endpoint.AskAsync(
            file.TokenAddress,
            "refresh_token",
            [
                KeyValuePair.Create("refresh_token", file.RefreshToken),
                KeyValuePair.Create("client_id", file.ClientId),
                KeyValuePair.Create("client_secret", file.ClientSecret),
            ],
            CancellationToken.None);
        if (!grant.IsSuccess)
        {
            return grant.Error;
        }

        var token = AccessToken.Granted(grant.Value, _time.GetUtcNow(), grant.Value.Account);
        Store(file.With(grant.Value, token.ExpiresAt));
        return token;
    }

    private void Store(TokenFile file)
    {
        var problem = file.TryWrite(_path);
        _unsaved = problem is null ? null : file;
        if (problem is not null && !_warned)
        {
            _warned = true;
            _warn?.Invoke($"the refreshed token is kept in memory only: {problem}");
        }
    }
}
