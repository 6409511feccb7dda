namespace GrinToS3.Grin.Http;

/// <summary>A place within the <see cref="GrinBudget"/>, held while a request is under way.</summary>
public sealed class GrinLease : IDisposable
{
    private readonly RequestPacer? _pacer;
    private SemaphoreSlim? _places;

    internal GrinLease(SemaphoreSlim? places, RequestPacer? pacer) => (_places, _pacer) = (places, pacer);

    /// <summary>Waits for another turn in the same place: a redirect and a resend are requests of their own.</summary>
    /// <param name="ct">Stops the wait.</param>
    public ValueTask TakeTurnAsync(CancellationToken ct) => _pacer?.TakeTurnAsync(ct) ?? ValueTask.CompletedTask;

    /// <inheritdoc />
    public void Dispose() => Interlocked.Exchange(ref _places, null)?.Release();
}
