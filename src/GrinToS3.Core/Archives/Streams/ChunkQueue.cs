using System.Buffers;
using System.Collections.Concurrent;

namespace GrinToS3.Archives.Streams;

/// <summary>
/// Hands the decrypted bytes from the thread that makes them to the one that unpacks them, in a fixed number of buffers. Whoever is faster waits.
/// </summary>
internal sealed class ChunkQueue : PullStream
{
    /// <summary>The size of a buffer: large enough that handing over costs nothing, small enough to stay in the processor's cache.</summary>
    internal const int ChunkSize = 128 * 1024;

    private const int Chunks = 8;

    private readonly BlockingCollection<byte[]> _free = new(Chunks);
    private readonly BlockingCollection<(byte[] Bytes, int Length)> _filled = new(Chunks);
    private readonly CancellationToken _cancellation;
    private byte[]? _current;
    private int _at;
    private int _length;
    private volatile ArchiveException? _failure;
    private volatile bool _discarding;

    internal ChunkQueue(CancellationToken cancellation)
    {
        _cancellation = cancellation;
        for (var i = 0; i < Chunks; i++)
        {
            _free.Add(ArrayPool<byte>.Shared.Rent(ChunkSize), CancellationToken.None);
        }
    }

    /// <summary>Whether nobody wants the bytes any more.</summary>
    internal bool IsDiscarding => _discarding;

    /// <summary>An empty buffer.</summary>
    internal byte[] Rent() => _free.Take(_cancellation);

    /// <summary>Hands a buffer over.</summary>
    internal void Post(byte[] chunk, int length)
    {
        if (_discarding)
        {
            _free.Add(chunk, _cancellation);
        }
        else
        {
            _filled.Add((chunk, length), _cancellation);
        }
    }

    /// <summary>Ends the bytes; a failure is thrown to the reader after what was handed over.</summary>
    internal void Complete(ArchiveException? failure)
    {
        _failure = failure;
        _filled.CompleteAdding();
    }

    /// <summary>Ends the reading; after a failure the other side goes on without a reader.</summary>
    internal void End(ArchiveException? failure)
    {
        if (failure is null)
        {
            return;
        }

        _discarding = true;
        Release();
        while (_filled.TryTake(out var chunk, Timeout.Infinite, _cancellation))
        {
            _free.Add(chunk.Bytes, _cancellation);
        }
    }

    public override int Read(Span<byte> buffer)
    {
        if (_at == _length && !Next())
        {
            return 0;
        }

        var length = Math.Min(buffer.Length, _length - _at);
        _current.AsSpan(_at, length).CopyTo(buffer);
        _at += length;
        return length;
    }

    private bool Next()
    {
        Release();
        if (_filled.TryTake(out var chunk, Timeout.Infinite, _cancellation))
        {
            (_current, _length) = chunk;
            return true;
        }

        return _failure is { } failure ? throw failure : false;
    }

    private void Release()
    {
        if (_current is not null)
        {
            _free.Add(_current, _cancellation);
            (_current, _at, _length) = (null, 0, 0);
        }
    }

    /// <summary>Gives the buffers back; both sides must have ended.</summary>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var buffer in _filled.Select(static chunk => chunk.Bytes).Concat(_free).Append(_current).OfType<byte[]>().ToArray())
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }

            _current = null;
            _free.Dispose();
            _filled.Dispose();
        }

        base.Dispose(disposing);
    }
}
