namespace GrinToS3.Grin.Auth;

/// <summary>Speaks OAuth's token endpoint: one form goes there, one JSON object comes back (RFC 6749, 3.2).</summary>
/// <param name="http">The process's client; see <see cref="Http.GrinHttp"/>.</param>
/// <param name="time">Measures the time limit.</param>
public sealed class TokenEndpoint(HttpClient http, TimeProvider time)
{
    /// <summary>How long an answer may take.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private const int MaxReplyBytes = 256 * 1024;

    /// <summary>
    /// Asks for a grant. A refusal is <see cref="GrinErrorKind.AuthFailed"/>; an endpoint that is down or out of reach is
    /// an error that can be retried, for it says nothing about the credentials (spec: grin-protocol 13).
    /// </summary>
    internal async Task<GrinResult<TokenGrant>> AskAsync(Uri address, string grantType, IEnumerable<KeyValuePair<string, string>> form, CancellationToken ct)
    {
        var result = await PostAsync(address, [KeyValuePair.Create("grant_type", grantType), .. form], ct);
        Http.GrinMetrics.TokenRequested(grantType, result.Error);
        return result;
    }

    private async Task<GrinResult<TokenGrant>> PostAsync(Uri address, IEnumerable<KeyValuePair<string, string>> form, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(form) };
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            await using var body = await response.Content.ReadAsStreamAsync(either.Token);
            var buffer = new byte[MaxReplyBytes];
            var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, either.Token);
            return Judge(address, (int)response.StatusCode, buffer.AsMemory(0, length));
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            return new GrinError(GrinErrorKind.Unreachable, $"cannot reach the token endpoint {address.Host}: {failure.Message}");
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new GrinError(GrinErrorKind.Unreachable, $"the token endpoint {address.Host} did not answer within {Limit.TotalSeconds:0} s");
        }
    }

    private static GrinResult<TokenGrant> Judge(Uri address, int status, ReadOnlyMemory<byte> reply)
    {
        if (status is 200)
        {
            return TokenReply.ReadGrant(reply) is { } grant ? grant
                : new GrinError(GrinErrorKind.UnexpectedReply, $"the token endpoint {address.Host} sent no token", status);
        }

        if (status is 408 or 429 or >= 500)
        {
            return new GrinError(GrinErrorKind.ServerError, $"the token endpoint {address.Host} answered {status}", status);
        }

        return TokenReply.ReadErrorCode(reply) switch
        {
            "invalid_grant" => new GrinError(GrinErrorKind.AuthFailed,
                "Google no longer accepts the stored authorisation (invalid_grant); run: grin auth setup"
                + " (authorisations of an OAuth client in the publishing status 'Testing' end after 7 days)", status),
            { } code => new GrinError(GrinErrorKind.AuthFailed,
                $"Google refused the OAuth client ({code}, HTTP {status}); check client_secret.json, then run: grin auth setup", status),
            null => new GrinError(GrinErrorKind.UnexpectedStatus, $"the token endpoint {address.Host} answered {status}; check its token_uri", status),
        };
    }
}
