using System.IO.Compression;

namespace GrinToS3.Files;

/// <summary>gzip as we write it.</summary>
public static class Gzip
{
    /// <summary>A stream that compresses what is written to it. Level 1 and no name or time in the header: the same content is the same bytes (spec: storage-config 7.4).</summary>
    /// <param name="target">Where to write; left open.</param>
    public static Stream Writing(Stream target) => new GZipStream(target, CompressionLevel.Fastest, leaveOpen: true);
}
