using System.IO.Compression;
using GrinToS3.Archives.Streams;
using Org.BouncyCastle.Utilities.Bzip2;

namespace GrinToS3.Archives.OpenPgp;

/// <summary>The content of a compressed packet (RFC 9580, 5.6).</summary>
internal sealed class CompressedStream : PullStream
{
    private readonly PacketBody _body;
    private readonly int _algorithm;
    private Stream? _plain;

    internal CompressedStream(PacketBody body)
    {
        (_body, _algorithm) = (body, body.ReadByte());
        if (_algorithm is < 0 or > 3)
        {
            throw new ArchiveException(ArchiveErrorKind.Unsupported, $"the message is compressed in a way that is not known (algorithm {_algorithm})");
        }
    }

    public override int Read(Span<byte> buffer)
    {
        try
        {
            return (_plain ??= Open()).Read(buffer);
        }
        catch (Exception broken) when (broken is not (ArchiveException or CallerStreamException))
        {
            // InvalidDataException from the platform; the bzip2 library throws whatever its arrays throw.
            throw new ArchiveException(ArchiveErrorKind.Damaged, "the compressed packet of the message is damaged", broken);
        }
    }

    private Stream Open() => _algorithm switch
    {
        0 => _body,
        1 => new DeflateStream(_body, CompressionMode.Decompress),
        2 => new ZLibStream(_body, CompressionMode.Decompress),
        _ => new CBZip2InputStream(_body),
    };

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _plain?.Dispose();
        }

        base.Dispose(disposing);
    }
}
