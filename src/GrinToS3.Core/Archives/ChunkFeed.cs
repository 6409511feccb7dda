using System.Security.Cryptography;
using GrinToS3.Archives.Streams;

namespace GrinToS3.Archives;

/// <summary>Fills the queue with the bytes of a decrypted archive, from wherever they come, and takes their digest.</summary>
/// <param name="queue">The queue.</param>
internal sealed class ChunkFeed(ChunkQueue queue)
{
    /// <summary>Reads a source to its end.</summary>
    /// <param name="source">The decrypted archive.</param>
    /// <param name="sink">Gets every byte too; null where nobody wants them.</param>
    /// <returns>Its bytes and their SHA-256, which is of no use where the unpacking has failed.</returns>
    internal (long Bytes, string Sha256) Run(Stream source, Stream? sink)
    {
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long bytes = 0;
        int length;
        do
        {
            var chunk = queue.Rent();
            length = source.ReadAtLeast(chunk.AsSpan(0, ChunkQueue.ChunkSize), ChunkQueue.ChunkSize, throwOnEndOfStream: false);
            bytes += length;
            if (!queue.IsDiscarding)
            {
                // Where the unpacking has failed, only the message's integrity is still of interest: it tells damage on the way from damage at the source.
                sha256.AppendData(chunk, 0, length);
                sink?.Write(chunk, 0, length);
            }

            queue.Post(chunk, length);
        }
        while (length == ChunkQueue.ChunkSize);
        return (bytes, Convert.ToHexStringLower(sha256.GetHashAndReset()));
    }
}
