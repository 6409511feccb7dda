using System.Buffers.Binary;

namespace GrinToS3.Simulator.Archives.Packing;

/// <summary>A deflate stream (RFC 1951) of blocks that are stored as they are, between pieces that were compressed before.</summary>
internal sealed class DeflateRope(ByteRope output)
{
    private const int MaxStored = ushort.MaxValue;

    private readonly List<ReadOnlyMemory<byte>> _stored = [];
    private int _storedLength;

    public void Store(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var part = bytes[..Math.Min(bytes.Length, MaxStored - _storedLength)];
            _stored.Add(part);
            _storedLength += part.Length;
            bytes = bytes[part.Length..];
            if (_storedLength == MaxStored)
            {
                EndBlock(isLast: false);
            }
        }
    }

    public void Add(DeflatedPiece piece)
    {
        EndBlock(isLast: false);
        output.Add(piece.Compressed);
    }

    public void Finish() => EndBlock(isLast: true);

    private void EndBlock(bool isLast)
    {
        if (_storedLength == 0 && !isLast)
        {
            return;
        }

        var header = new byte[5];
        header[0] = (byte)(isLast ? 1 : 0);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(1), (ushort)_storedLength);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(3), (ushort)~_storedLength);
        output.Add(header);
        foreach (var part in _stored)
        {
            output.Add(part);
        }

        _stored.Clear();
        _storedLength = 0;
    }
}
