using GrinToS3.Grin.Auth;

namespace GrinToS3.Grin.Http;

/// <summary>Asks GRIN, within the budget, with the token, and again where that can help. Safe for any number of threads.</summary>
/// <param name="http">From <see cref="GrinHttp.CreateClient"/>.</param>
/// <param name="baseAddress">The base of GRIN's addresses; its origin may see the token.</param>
/// <param name="tokens">Gives the bearer token.</param>
/// <param name="budget">The limit that all requests of the process share.</param>
/// <param name="time">The clock.</param>
/// <param name="options">Limits and observation; null for the defaults.</param>
public sealed class GrinClient(
    HttpClient http, Uri baseAddress, ITokenSource tokens, GrinBudget budget, TimeProvider time, GrinClientOptions? options = null)
{
    private readonly GrinClientOptions _options = options ?? new GrinClientOptions();
    private readonly GrinExchange _exchange = new(http, baseAddress, tokens, options ?? new GrinClientOptions(), time);

    /// <summary>Gets a resource and reads its body. The place in the budget is held until the body is read.</summary>
    /// <typeparam name="T">What the body becomes.</typeparam>
    /// <param name="address">The resource.</param>
    /// <param name="kind">What it is for.</param>
    /// <param name="read">
    /// Reads a successful response, once an attempt. An error that it returns takes part in the retries like one of the transport; a
    /// <see cref="GrinBodyException"/> must leave it.
    /// </param>
    /// <param name="retry">How often to try; null for <see cref="RetryPlan.Default"/>.</param>
    /// <param name="ct">Stops everything, waits included.</param>
    /// <returns>What <paramref name="read"/> returned, or the error of the last attempt.</returns>
    public Task<GrinResult<T>> GetAsync<T>(
        Uri address,
        GrinRequestKind kind,
        Func<GrinResponse, CancellationToken, ValueTask<GrinResult<T>>> read,
        RetryPlan? retry = null,
        CancellationToken ct = default)
        where T : notnull => SendAsync(new GrinRequest(address, kind), read, retry, ct);

    /// <summary>Sends a request and reads the body of its answer. The place in the budget is held until the body is read.</summary>
    /// <typeparam name="T">What the body becomes.</typeparam>
    /// <param name="request">The request.</param>
    /// <param name="read">As for <see cref="GetAsync"/>.</param>
    /// <param name="retry">How often to try; null for <see cref="RetryPlan.Default"/>.</param>
    /// <param name="ct">Stops everything, waits included.</param>
    /// <returns>What <paramref name="read"/> returned, or the error of the last attempt.</returns>
    public Task<GrinResult<T>> SendAsync<T>(
        GrinRequest request,
        Func<GrinResponse, CancellationToken, ValueTask<GrinResult<T>>> read,
        RetryPlan? retry = null,
        CancellationToken ct = default)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(read);
        return RepeatAsync(request, () => AttemptAsync(request, read, ct), retry ?? RetryPlan.Default, ct);
    }

    /// <summary>Sends a request and hands its answer over as soon as it begins, for a body that takes as long as it takes.</summary>
    /// <param name="request">The request.</param>
    /// <param name="retry">How often to try until an answer begins; null for <see cref="RetryPlan.Default"/>.</param>
    /// <param name="ct">Stops everything, waits and the body included.</param>
    /// <returns>The answer, which holds a place in the budget until it is disposed of; or the error of the last attempt.</returns>
    public Task<GrinResult<GrinDownload>> OpenAsync(GrinRequest request, RetryPlan? retry = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return RepeatAsync(request, () => OpenOnceAsync(request, ct), retry ?? RetryPlan.Default, ct);
    }

    private async Task<GrinResult<T>> RepeatAsync<T>(GrinRequest request, Func<Task<GrinResult<T>>> attemptAsync, RetryPlan plan, CancellationToken ct)
        where T : notnull
    {
        for (var attempt = 1; ; attempt++)
        {
            var result = await attemptAsync();
            var wait = result.IsSuccess ? null : plan.Wait(result.Error, attempt, _options.Random.NextDouble());
            if (result.Error is { Kind: GrinErrorKind.Throttled } throttled)
            {
                budget.PauseFor(throttled.RetryAfter ?? plan.FirstWait);
            }

            _options.Observer?.Report(new GrinAttempt(request.Kind, request.Address, attempt, result.Error, wait));
            if (wait is null)
            {
                return result;
            }

            GrinMetrics.Retried(request.Kind, result.Error!.Kind);
            await Task.Delay(wait.Value, time, ct);
        }
    }

    private async Task<GrinResult<GrinDownload>> OpenOnceAsync(GrinRequest request, CancellationToken ct)
    {
        var lease = await budget.AcquireAsync(ct);
        var opened = false;
        try
        {
            var sent = await _exchange.SendAsync(request, lease, ct);
            opened = sent.IsSuccess;
            return opened ? new GrinDownload(sent.Value!, lease) : sent.Error!;
        }
        finally
        {
            if (!opened)
            {
                lease.Dispose();
            }
        }
    }

    private async Task<GrinResult<T>> AttemptAsync<T>(
        GrinRequest request, Func<GrinResponse, CancellationToken, ValueTask<GrinResult<T>>> read, CancellationToken ct)
        where T : notnull
    {
        using var lease = await budget.AcquireAsync(ct);
        var sent = await _exchange.SendAsync(request, lease, ct);
        if (!sent.IsSuccess)
        {
            return sent.Error;
        }

        using var response = sent.Value;
        try
        {
            return await read(response, ct);
        }
        catch (GrinBodyException broken)
        {
            return new GrinError(
                GrinErrorKind.BodyTruncated, $"the body of {RedirectPolicy.Name(response.Address)} is incomplete: {broken.Message}", response.Status);
        }
    }
}
