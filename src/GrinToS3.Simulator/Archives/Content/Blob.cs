using System.Security.Cryptography;
using GrinToS3.Simulator.Archives.Packing;

namespace GrinToS3.Simulator.Archives.Content;

/// <summary>The content of a member of an archive; many archives share it.</summary>
internal sealed class Blob
{
    private readonly DeflatedPiece? _deflated;

    private Blob(ReadOnlyMemory<byte> bytes, DeflatedPiece? deflated)
    {
        (Bytes, _deflated) = (bytes, deflated);
#pragma warning disable CA5351 // checksum.md5 is the format.
        Md5 = Convert.ToHexStringLower(MD5.HashData(bytes.Span));
#pragma warning restore CA5351
    }

    public ReadOnlyMemory<byte> Bytes { get; }

    public string Md5 { get; }

    /// <summary>What is not worth compressing.</summary>
    public static Blob Stored(ReadOnlyMemory<byte> bytes) => new(bytes, null);

    /// <summary>What is compressed.</summary>
    public static Blob Compressed(ReadOnlyMemory<byte> bytes) => new(bytes, bytes.IsEmpty ? null : DeflatedPiece.Of(bytes));

    public void AppendTo(GzipRope gzip)
    {
        if (_deflated is null)
        {
            gzip.Store(Bytes);
        }
        else
        {
            gzip.Add(_deflated);
        }
    }
}
