using System.Net.Http.Headers;
using GrinToS3.Grin.Auth;

namespace GrinToS3.Grin.Http;

/// <summary>One attempt of a request: bearer, redirects by hand, and one resend with a new token (spec: grin-protocol 2.2, 13).</summary>
internal sealed class GrinExchange(HttpClient http, Uri baseAddress, ITokenSource tokens, GrinClientOptions options, TimeProvider time)
{
    /// <summary>Says between our own methods that a new token may help; never leaves this class.</summary>
    private static readonly GrinError TokenRejected = new(GrinErrorKind.AuthFailed, "GRIN rejected the token", 401);

    private readonly RedirectPolicy _policy = new(baseAddress);

    public async Task<GrinResult<GrinResponse>> SendAsync(GrinRequest request, GrinLease lease, CancellationToken ct)
    {
        var token = await tokens.GetAsync(ct);
        if (!token.IsSuccess)
        {
            return token.Error;
        }

        var first = await FollowAsync(request, token.Value, lease, ct);
        if (first.Error != TokenRejected)
        {
            return first;
        }

        var renewed = await tokens.RefreshAsync(token.Value, ct);
        if (!renewed.IsSuccess)
        {
            return renewed.Error;
        }

        await lease.TakeTurnAsync(ct);
        var second = await FollowAsync(request, renewed.Value, lease, ct);
        return second.Error == TokenRejected ? Refused(renewed.Value) : second;
    }

    private async Task<GrinResult<GrinResponse>> FollowAsync(GrinRequest request, AccessToken token, GrinLease lease, CancellationToken ct)
    {
        var at = request.Address;
        for (var hops = 0; hops <= RedirectPolicy.MaxHops; hops++)
        {
            if (!_policy.MayAsk(at))
            {
                return Unexpected($"{RedirectPolicy.Name(at)} is neither https nor the configured base; it was not asked");
            }

            if (hops > 0)
            {
                await lease.TakeTurnAsync(ct);
            }

            var bearer = _policy.MayCarryBearer(at) ? token : null;
            var sent = await SendOnceAsync(request with { Address = at }, bearer, ct);
            if (!sent.IsSuccess)
            {
                return sent.Error;
            }

            var response = sent.Value;
            var target = RedirectPolicy.Target(at, response);
            if (!RedirectPolicy.IsRedirect(response) && (bearer is null || (int)response.StatusCode is not 401))
            {
                return await JudgeAsync(response, request.Kind, at, ct);
            }

            response.Dispose();
            if ((int)response.StatusCode is 401 || (target is not null && RedirectPolicy.IsLogin(target)))
            {
                return TokenRejected;
            }

            if (target is null)
            {
                return Unexpected($"{RedirectPolicy.Name(at)} answered {(int)response.StatusCode}, a redirect that leads nowhere");
            }

            at = target;
        }

        return Unexpected($"{RedirectPolicy.Name(request.Address)} leads through more than {RedirectPolicy.MaxHops} redirects");
    }

    private async Task<GrinResult<HttpResponseMessage>> SendOnceAsync(GrinRequest asked, AccessToken? bearer, CancellationToken ct)
    {
        var (address, kind) = (asked.Address, asked.Kind);
        using var limit = new CancellationTokenSource(options.ResponseLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        using var request = asked.ToMessage();
        request.Headers.Authorization = bearer is null ? null : new AuthenticationHeaderValue("Bearer", bearer.Value);
        request.Headers.AcceptEncoding.ParseAdd(kind is GrinRequestKind.Archive ? "identity" : "gzip");
        try
        {
            var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            GrinMetrics.Requested(kind, (int)response.StatusCode);
            return response;
        }
        catch (HttpRequestException failure)
        {
            return Unreachable(kind, $"cannot reach {address.Host}: {failure.Message}");
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return Unreachable(kind, $"{RedirectPolicy.Name(address)} did not answer within {options.ResponseLimit.TotalSeconds:0.###} s");
        }
    }

    private async Task<GrinResult<GrinResponse>> JudgeAsync(HttpResponseMessage response, GrinRequestKind kind, Uri address, CancellationToken ct)
    {
        if (StatusErrors.Of(response, kind, address, time.GetUtcNow()) is { } error)
        {
            response.Dispose();
            return error;
        }

        if (kind is GrinRequestKind.Archive && response.Content.Headers.ContentType?.MediaType is "text/html")
        {
            response.Dispose();
            return new GrinError(
                GrinErrorKind.SoftErrorPage, $"{RedirectPolicy.Name(address)} answered with a page where an archive was expected", (int)response.StatusCode);
        }

        return await GrinResponse.OpenAsync(response, address, options.IdleLimit, time, ct);
    }

    private static GrinError Refused(AccessToken token) => new(
        GrinErrorKind.AuthFailed,
        $"GRIN does not accept {token.Account ?? "this Google account"}, even with a fresh token; ask Google to put the account on the library's list,"
        + " or run grin auth setup with the right account");

    private static GrinError Unexpected(string message) => new(GrinErrorKind.UnexpectedStatus, message);

    private static GrinError Unreachable(GrinRequestKind kind, string message)
    {
        GrinMetrics.Requested(kind, 0);
        return new GrinError(GrinErrorKind.Unreachable, message);
    }
}
