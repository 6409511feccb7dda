namespace GrinToS3.Archives.Streams;

/// <summary>Reads a stream through a buffer, byte by byte where a format asks for it and in large pieces elsewhere, and counts.</summary>
internal sealed class ByteSource(Stream stream)
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;

    /// <summary>Bytes that were taken so far.</summary>
    internal long Position { get; private set; }

    /// <summary>The next byte, or -1 at the end.</summary>
    internal int ReadByte()
    {
        if (_start == _end && !Fill())
        {
            return -1;
        }

        Position++;
        return _buffer[_start++];
    }

    /// <summary>Some of the next bytes; 0 only at the end (or for an empty target).</summary>
    internal int Read(Span<byte> target)
    {
        if (_start == _end)
        {
            if (target.Length >= _buffer.Length)
            {
                var direct = stream.Read(target);
                Position += direct;
                return direct;
            }

            if (!Fill())
            {
                return 0;
            }
        }

        var length = Math.Min(target.Length, _end - _start);
        _buffer.AsSpan(_start, length).CopyTo(target);
        _start += length;
        Position += length;
        return length;
    }

    /// <summary>Fills the target; fewer bytes only where the stream ends.</summary>
    internal int ReadFully(Span<byte> target)
    {
        var total = 0;
        while (total < target.Length && Read(target[total..]) is var read and > 0)
        {
            total += read;
        }

        return total;
    }

    private bool Fill()
    {
        (_start, _end) = (0, 0);
        _end = stream.Read(_buffer, 0, _buffer.Length);
        return _end > 0;
    }
}
