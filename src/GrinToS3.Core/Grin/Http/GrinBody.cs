namespace GrinToS3.Grin.Http;

/// <summary>A response's body with a limit for silence instead of one for the whole, so that large bodies may take their time.</summary>
internal sealed class GrinBody : BodyStream
{
    private readonly Stream _inner;
    private readonly TimeSpan _idle;
    private readonly CancellationTokenSource _silence;
    private readonly CancellationTokenRegistration _registration;
    private readonly CancellationToken _outer;

    public GrinBody(Stream inner, TimeSpan idle, TimeProvider time, CancellationToken outer)
    {
        (_inner, _idle, _outer) = (inner, idle, outer);
        _silence = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _registration = outer.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), _silence);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var also = cancellationToken == _outer ? default
            : cancellationToken.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), _silence);
        try
        {
            _silence.CancelAfter(_idle);
            var read = await _inner.ReadAsync(buffer, _silence.Token);
            _silence.CancelAfter(Timeout.InfiniteTimeSpan);
            return read;
        }
        catch (OperationCanceledException) when (_silence.IsCancellationRequested)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _outer.ThrowIfCancellationRequested();
            throw new GrinBodyException($"nothing came for {_idle.TotalSeconds:0.###} s");
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException or InvalidDataException)
        {
            throw new GrinBodyException("it ended too early or was damaged on its way", broken);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _registration.Dispose();
            _inner.Dispose();
            _silence.Dispose();
        }

        base.Dispose(disposing);
    }
}
