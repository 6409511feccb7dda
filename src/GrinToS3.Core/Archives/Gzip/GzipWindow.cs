using GrinToS3.Archives.Streams;

namespace GrinToS3.Archives.Gzip;

/// <summary>
/// The compressed bytes, given out in pieces that stay readable. The platform's inflater reads ahead of the end of its data and does not tell how far;
/// the piece that it took last, and what follows, is where that end is.
/// </summary>
internal sealed class GzipWindow(Stream source) : PullStream
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _last;
    private int _next;
    private int _end;

    /// <summary>Bytes of the source that lie before the last piece.</summary>
    private long _before;

    /// <summary>Where the next byte is in the source.</summary>
    internal long Taken => _before + _next;

    public override int Read(Span<byte> buffer)
    {
        Ensure(1, keep: _next);
        var length = Math.Min(buffer.Length, _end - _next);
        _buffer.AsSpan(_next, length).CopyTo(buffer);
        (_last, _next) = (_next, _next + length);
        return length;
    }

    /// <summary>Goes back to right after a pattern that is in the last piece, or reaches from it into what follows.</summary>
    internal bool TryGoBehind(ReadOnlySpan<byte> pattern)
    {
        Ensure(pattern.Length, keep: _last);
        var until = Math.Min(_next + pattern.Length, _end);
        var at = _buffer.AsSpan(_last, until - _last).IndexOf(pattern);
        if (at < 0)
        {
            return false;
        }

        _next = _last + at + pattern.Length;
        return true;
    }

    /// <summary>Skips bytes of value 0, as tapes have them.</summary>
    /// <returns>Whether there is a byte of another value.</returns>
    internal bool SkipZeros()
    {
        while (Ensure(1, keep: _next))
        {
            var zeros = _buffer.AsSpan(_next, _end - _next).IndexOfAnyExcept((byte)0);
            _next = zeros < 0 ? _end : _next + zeros;
            if (zeros >= 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Sees to it that a number of bytes lie ready, if the source has them.</summary>
    private bool Ensure(int count, int keep)
    {
        if (_end - _next >= count)
        {
            return true;
        }

        _buffer.AsSpan(keep, _end - keep).CopyTo(_buffer);
        _before += keep;
        (_last, _next, _end) = (Math.Max(0, _last - keep), _next - keep, _end - keep);
        while (_end - _next < count && source.Read(_buffer.AsSpan(_end)) is var read and > 0)
        {
            _end += read;
        }

        return _end - _next >= count;
    }
}
