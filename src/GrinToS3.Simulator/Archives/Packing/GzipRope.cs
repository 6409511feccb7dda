using System.Buffers.Binary;
using System.IO.Hashing;

namespace GrinToS3.Simulator.Archives.Packing;

/// <summary>A gzip file of one member (RFC 1952), put together without compressing or copying what is large.</summary>
internal sealed class GzipRope
{
    // Deflate, no name, no time, made on Unix.
    private static readonly byte[] Header = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3];

    private readonly ByteRope _output = new();
    private readonly DeflateRope _blocks;
    private readonly Crc32 _crc = new();
    private long _length;

    public GzipRope()
    {
        _output.Add(Header);
        _blocks = new DeflateRope(_output);
    }

    public void Store(ReadOnlyMemory<byte> bytes)
    {
        Count(bytes);
        _blocks.Store(bytes);
    }

    public void Add(DeflatedPiece piece)
    {
        Count(piece.Content);
        _blocks.Add(piece);
    }

    public ByteRope Finish()
    {
        _blocks.Finish();
        var trailer = new byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, _crc.GetCurrentHashAsUInt32());
        BinaryPrimitives.WriteUInt32LittleEndian(trailer.AsSpan(4), (uint)_length);
        _output.Add(trailer);
        return _output;
    }

    private void Count(ReadOnlyMemory<byte> bytes)
    {
        _crc.Append(bytes.Span);
        _length += bytes.Length;
    }
}
