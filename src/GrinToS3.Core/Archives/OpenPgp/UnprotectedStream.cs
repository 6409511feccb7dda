using GrinToS3.Archives.Streams;

namespace GrinToS3.Archives.OpenPgp;

/// <summary>Decrypts data without any protection (RFC 9580, 5.7), for archives from before there was one.</summary>
internal sealed class UnprotectedStream(CfbSource source) : PullStream
{
    private readonly byte[] _plain = new byte[CfbDecryptor.Window];
    private int _start;
    private int _end;
    private bool _isWhole;

    public override int Read(Span<byte> buffer)
    {
        if (_start == _end && !_isWhole)
        {
            (_start, _end) = (0, source.Next(_plain));
            _isWhole = _end < _plain.Length;
        }

        var length = Math.Min(buffer.Length, _end - _start);
        _plain.AsSpan(_start, length).CopyTo(buffer);
        _start += length;
        return length;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            source.Dispose();
        }

        base.Dispose(disposing);
    }
}
