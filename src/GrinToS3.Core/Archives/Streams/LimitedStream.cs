namespace GrinToS3.Archives.Streams;

/// <summary>The first bytes of a stream, as if it ended there.</summary>
internal sealed class LimitedStream(Stream inner, long limit) : PullStream
{
    private long _left = limit;

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer[..(int)Math.Min(buffer.Length, _left)]);
        _left -= read;
        return read;
    }
}
