using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using GrinToS3.Archives.Streams;

namespace GrinToS3.Archives.Gzip;

/// <summary>
/// Unpacks gzip (RFC 1952; several members count as one file, zeros may follow). The platform's own reader takes a file that is cut at any point for a
/// whole one, so the end is checked here: it is reported only after a trailer with the right checksum and length, and nothing behind it.
/// </summary>
internal sealed class GzipReader(Stream compressed) : PullStream
{
    private readonly GzipWindow _window = new(compressed);
    private readonly Crc32 _crc = new();
    private DeflateStream? _member;
    private long _memberLength;
    private bool _isBegun;

    public override int Read(Span<byte> buffer)
    {
        while (_member is not null || BeginMember())
        {
            var read = Inflate(buffer);
            if (read > 0 || buffer.IsEmpty)
            {
                _crc.Append(buffer[..read]);
                _memberLength += read;
                return read;
            }

            EndMember();
        }

        return 0;
    }

    private bool BeginMember()
    {
        if (_isBegun && !_window.SkipZeros())
        {
            return false;
        }

        if (GzipHeader.Read(_window) is { } problem)
        {
            throw Damaged(_isBegun ? "has something behind its end that is no gzip" : problem);
        }

        _isBegun = true;
        _member = new DeflateStream(_window, CompressionMode.Decompress, leaveOpen: true);
        return true;
    }

    private int Inflate(Span<byte> buffer)
    {
        try
        {
            return _member!.Read(buffer);
        }
        catch (InvalidDataException broken)
        {
            throw new ArchiveException(ArchiveErrorKind.GzipDamaged, $"the archive's gzip is damaged near byte {_window.Taken}", broken);
        }
    }

    private void EndMember()
    {
        Span<byte> trailer = stackalloc byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, _crc.GetCurrentHashAsUInt32());
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[4..], (uint)_memberLength);
        if (!_window.TryGoBehind(trailer))
        {
            throw Damaged($"is cut or damaged: its checksum and length do not stand where it ends, near byte {_window.Taken}");
        }

        _member!.Dispose();
        _member = null;
        _memberLength = 0;
        _crc.Reset();
    }

    private static ArchiveException Damaged(string what) => new(ArchiveErrorKind.GzipDamaged, $"the archive {what}");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _member?.Dispose();
        }

        base.Dispose(disposing);
    }
}
