namespace GrinToS3.Objects;

/// <summary>The room of one part in the pool: blocks that are taken when they are first written to.</summary>
public sealed class PartBuffer : IDisposable
{
    private readonly PartBufferPool _pool;
    private readonly long _room;
    private readonly List<byte[]> _blocks = [];
    private bool _returned;

    internal PartBuffer(PartBufferPool pool, long capacity, long room)
    {
        _pool = pool;
        _room = room;
        Capacity = capacity;
    }

    /// <summary>The most bytes.</summary>
    public long Capacity { get; }

    /// <summary>Bytes that were appended.</summary>
    public long Length { get; private set; }

    /// <summary>Whether no more fits.</summary>
    public bool IsFull => Length == Capacity;

    /// <summary>Appends as much as fits.</summary>
    /// <param name="bytes">What to append.</param>
    /// <returns>How many bytes were taken.</returns>
    public int Append(ReadOnlySpan<byte> bytes)
    {
        ObjectDisposedException.ThrowIf(_returned, this);
        var taken = (int)Math.Min(bytes.Length, Capacity - Length);
        var rest = bytes[..taken];
        while (!rest.IsEmpty)
        {
            var offset = (int)(Length % PartBufferPool.BlockBytes);
            if (offset is 0)
            {
                _blocks.Add(_pool.TakeBlock());
            }

            var count = Math.Min(rest.Length, PartBufferPool.BlockBytes - offset);
            rest[..count].CopyTo(_blocks[^1].AsSpan(offset));
            rest = rest[count..];
            Length += count;
        }

        return taken;
    }

    /// <summary>A seekable view of what was appended, for as long as the buffer is not disposed; disposing the view does nothing.</summary>
    public Stream OpenRead() => new View(this);

    /// <inheritdoc />
    public void Dispose()
    {
        if (!_returned)
        {
            _returned = true;
            _pool.Return(_room, _blocks);
        }
    }

    private ReadOnlyMemory<byte> At(long position, int count)
    {
        ObjectDisposedException.ThrowIf(_returned, this);
        var offset = (int)(position % PartBufferPool.BlockBytes);
        var most = (int)Math.Min(Math.Min(count, PartBufferPool.BlockBytes - offset), Length - position);
        return most <= 0 ? default : _blocks[(int)(position / PartBufferPool.BlockBytes)].AsMemory(offset, most);
    }

    private sealed class View(PartBuffer buffer) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => false;

        public override long Length => buffer.Length;

        public override long Position { get; set; }

        public override int Read(Span<byte> target)
        {
            var part = buffer.At(Position, target.Length);
            part.Span.CopyTo(target);
            Position += part.Length;
            return part.Length;
        }

        public override int Read(byte[] target, int offset, int count) => Read(target.AsSpan(offset, count));

        public override ValueTask<int> ReadAsync(Memory<byte> target, CancellationToken cancellationToken = default) =>
            cancellationToken.IsCancellationRequested ? ValueTask.FromCanceled<int>(cancellationToken) : ValueTask.FromResult(Read(target.Span));

        public override Task<int> ReadAsync(byte[] target, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(target.AsMemory(offset, count), cancellationToken).AsTask();

        public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => Position + offset,
            _ => Length + offset,
        };

        public override void Flush()
        {
        }

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] source, int offset, int count) => throw new NotSupportedException();
    }
}
