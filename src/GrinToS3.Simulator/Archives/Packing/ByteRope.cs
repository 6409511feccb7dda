using System.Security.Cryptography;

namespace GrinToS3.Simulator.Archives.Packing;

/// <summary>Bytes in pieces that are shared and never copied: an archive of any size is a list of references.</summary>
internal sealed class ByteRope
{
    private readonly List<ReadOnlyMemory<byte>> _pieces = [];

    public long Length { get; private set; }

    public IReadOnlyList<ReadOnlyMemory<byte>> Pieces => _pieces;

    public void Add(ReadOnlyMemory<byte> piece)
    {
        if (!piece.IsEmpty)
        {
            _pieces.Add(piece);
            Length += piece.Length;
        }
    }

    public void Add(ByteRope rope)
    {
        foreach (var piece in rope._pieces)
        {
            Add(piece);
        }
    }

    public string Digest(HashAlgorithmName algorithm)
    {
        using var hash = IncrementalHash.CreateHash(algorithm);
        foreach (var piece in _pieces)
        {
            hash.AppendData(piece.Span);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
