namespace GrinToS3.Archives.Streams;

/// <summary>
/// A stream of the caller as the layers see it. The pass runs on threads of its own, so waiting here holds up nobody else;
/// and the parsers (deflate, XML, bzip2) need no second, asynchronous form.
/// </summary>
internal sealed class BlockingStream(Stream inner, CancellationToken cancellation) : Stream
{
    public override bool CanRead => inner.CanRead;

    public override bool CanSeek => false;

    public override bool CanWrite => inner.CanWrite;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Guard(() => Wait(inner.ReadAsync(buffer.AsMemory(offset, count), cancellation)));

    public override void Write(byte[] buffer, int offset, int count) => Guard(() =>
    {
        var write = inner.WriteAsync(buffer.AsMemory(offset, count), cancellation);
        if (write.IsCompletedSuccessfully)
        {
            write.GetAwaiter().GetResult();
        }
        else
        {
            write.AsTask().GetAwaiter().GetResult();
        }

        return 0;
    });

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private static int Wait(ValueTask<int> read) => read.IsCompletedSuccessfully ? read.Result : read.AsTask().GetAwaiter().GetResult();

    private T Guard<T>(Func<T> work)
    {
        try
        {
            cancellation.ThrowIfCancellationRequested();
            return work();
        }
        catch (Exception failure)
        {
            throw new CallerStreamException(failure);
        }
    }
}
