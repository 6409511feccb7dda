namespace GrinToS3.Grin.Http;

/// <summary>
/// The body of an archive, from its first byte to its last whatever happens to connections: where one breaks off, another goes on at the same byte of the same
/// version. A server without ranges sends the whole again, and what is known is passed over.
/// </summary>
/// <param name="client">Asks again.</param>
/// <param name="request">What was asked first.</param>
/// <param name="first">Its answer; this stream disposes of it.</param>
/// <param name="retry">How often in a row a connection may bring nothing new.</param>
/// <param name="time">The clock.</param>
public sealed class ResumingStream(GrinClient client, GrinRequest request, GrinDownload first, RetryPlan retry, TimeProvider time) : BodyStream
{
    private const int SkipBytes = 128 * 1024;

    private readonly string? _version = first.Response.ETag;
    private readonly long? _length = first.Response.ContentLength;
    private GrinDownload? _download = first;
    private long _position;
    private int _failures;

    /// <summary>Why the body could not be read to its end; the read that met it threw <see cref="GrinBodyException"/>.</summary>
    public GrinError? Error { get; private set; }

    /// <inheritdoc />
    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc />
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            try
            {
                var read = await _download!.Response.Body.ReadAsync(buffer, cancellationToken);
                if (read == 0 && _length > _position)
                {
                    throw new GrinBodyException($"it ended after {_position} of {_length} bytes");
                }

                _position += read;
                _failures = read > 0 ? 0 : _failures;
                return read;
            }
            catch (GrinBodyException broken)
            {
                await ReopenAsync(broken, cancellationToken);
            }
        }
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _download?.Dispose();
            _download = null;
        }

        base.Dispose(disposing);
    }

    private async Task ReopenAsync(GrinBodyException broken, CancellationToken cancellationToken)
    {
        _download!.Dispose();
        var error = new GrinError(GrinErrorKind.BodyTruncated, $"the body of {RedirectPolicy.Name(request.Address)} is incomplete: {broken.Message}");
        while (true)
        {
            if (retry.Wait(error, ++_failures, Random.Shared.NextDouble()) is not { } wait || _version is null)
            {
                throw Fail(error);
            }

            await Task.Delay(wait, time, cancellationToken);
            var again = await client.OpenAsync(request with { From = _position, IfRange = _version }, RetryPlan.None, cancellationToken);
            if (again is { IsSuccess: false, Error.ShouldRetry: true })
            {
                // The last reason counts: a server that is gone concerns other volumes too, a body that was cut does not.
                error = again.Error;
                continue;
            }

            if (!again.IsSuccess)
            {
                throw Fail(again.Error);
            }

            _download = again.Value;
            if (_download.Response.ETag != _version)
            {
                throw Fail(new GrinError(GrinErrorKind.BodyTruncated, $"{RedirectPolicy.Name(request.Address)} has changed while it was fetched; it is fetched anew at the next start"));
            }

            try
            {
                await SkipAsync(_download.Response.Status == 206 ? 0 : _position, cancellationToken);
                return;
            }
            catch (GrinBodyException)
            {
                _download.Dispose();
            }
        }
    }

    private async Task SkipAsync(long bytes, CancellationToken cancellationToken)
    {
        var buffer = new byte[SkipBytes];
        while (bytes > 0)
        {
            var read = await _download!.Response.Body.ReadAsync(buffer.AsMemory(0, (int)Math.Min(bytes, buffer.Length)), cancellationToken);
            bytes -= read > 0 ? read : throw new GrinBodyException("it ended too early");
        }
    }

    private GrinBodyException Fail(GrinError error)
    {
        Error = error;
        return new GrinBodyException(error.Message);
    }
}
