namespace GrinToS3.Simulator.Archives.OpenPgp;

/// <summary>A message as a stream that can be read from any offset on; what comes before is worked out and thrown away.</summary>
internal sealed class MessageStream(EncryptedMessage message, long? corruptOffset) : Stream
{
    private readonly MessageCipher _cipher = new(message);
    private readonly IEnumerator<PacketFrame> _frames = message.Frames.GetEnumerator();
    private ReadOnlyMemory<byte> _header = message.Key.Packet;
    private long _frameLeft;
    private long _produced;
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => message.Length;

    public override long Position
    {
        get => _position;
        set => _position = value >= _produced ? value : throw new NotSupportedException("what was read can't be read again");
    }

    public override int Read(Span<byte> buffer)
    {
        while (_produced < _position)
        {
            var skipped = Produce(buffer[..(int)Math.Min(buffer.Length, _position - _produced)]);
            if (skipped == 0)
            {
                return 0;
            }
        }

        var read = 0;
        for (var next = -1; read < buffer.Length && next != 0; read += next)
        {
            next = Produce(buffer[read..]);
        }

        _position = _produced;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => cancellationToken.IsCancellationRequested
        ? ValueTask.FromCanceled<int>(cancellationToken)
        : new ValueTask<int>(Read(buffer.Span));

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => Length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _cipher.Dispose();
            _frames.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Produce(Span<byte> buffer)
    {
        if (_header.IsEmpty && _frameLeft == 0)
        {
            if (!_frames.MoveNext())
            {
                return 0;
            }

            (_header, _frameLeft) = (_frames.Current.Header, _frames.Current.Length);
        }

        int length;
        if (!_header.IsEmpty)
        {
            length = Math.Min(buffer.Length, _header.Length);
            _header.Span[..length].CopyTo(buffer);
            _header = _header[length..];
        }
        else
        {
            length = _cipher.Read(buffer[..(int)Math.Min(buffer.Length, _frameLeft)]);
            _frameLeft -= length;
        }

        if (corruptOffset is { } offset && offset >= _produced && offset < _produced + length)
        {
            buffer[(int)(offset - _produced)] ^= 0x01;
        }

        _produced += length;
        return length;
    }
}
