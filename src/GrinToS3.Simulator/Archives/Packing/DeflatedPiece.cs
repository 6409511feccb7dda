using System.IO.Compression;

namespace GrinToS3.Simulator.Archives.Packing;

/// <summary>
/// Bytes with their compressed form (RFC 1951): blocks that refer to nothing before them, are not the last, and end at a byte, so that they can
/// stand anywhere in a stream.
/// </summary>
/// <param name="Content">The bytes.</param>
/// <param name="Compressed">The blocks.</param>
internal sealed record DeflatedPiece(ReadOnlyMemory<byte> Content, ReadOnlyMemory<byte> Compressed)
{
    public static DeflatedPiece Of(ReadOnlyMemory<byte> content)
    {
        using var blocks = new MemoryStream();
        using var deflate = new DeflateStream(blocks, CompressionLevel.Optimal, leaveOpen: true);
        deflate.Write(content.Span);
        deflate.Flush();
        return new DeflatedPiece(content, blocks.ToArray());
    }
}
