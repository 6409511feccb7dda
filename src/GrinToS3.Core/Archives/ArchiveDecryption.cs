using System.Security.Cryptography;
using GrinToS3.Archives.OpenPgp;
using GrinToS3.Archives.Streams;

namespace GrinToS3.Archives;

/// <summary>The half of the pass that decrypts: it fills the queue, and hands every byte to the caller's sink too.</summary>
internal sealed class ArchiveDecryption(ArchiveKeys keys, ArchivePassOptions options, ChunkQueue queue)
{
    /// <summary>Reads a message to its end.</summary>
    /// <exception cref="ArchiveException">It cannot be decrypted, or is not what was encrypted.</exception>
    internal DecryptedArchive Run(Stream encrypted, Stream sink)
    {
        using var message = new DecryptedMessage(encrypted, keys, options.AllowUnprotected);
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long bytes = 0;
        int length;
        do
        {
            var chunk = queue.Rent();
            length = message.ReadAtLeast(chunk.AsSpan(0, ChunkQueue.ChunkSize), ChunkQueue.ChunkSize, throwOnEndOfStream: false);
            bytes += length;
            if (!queue.IsDiscarding)
            {
                // Where the unpacking has failed, only the message's integrity is still of interest: it tells damage on the way from damage at the source.
                sha256.AppendData(chunk, 0, length);
                sink.Write(chunk, 0, length);
            }

            queue.Post(chunk, length);
        }
        while (length == ChunkQueue.ChunkSize);
        if (options.EncryptedBytes is { } expected && expected != message.EncryptedBytes)
        {
            throw new ArchiveException(ArchiveErrorKind.Cut, $"the message has {message.EncryptedBytes} bytes, and {expected} were announced; fetch the archive again");
        }

        return new DecryptedArchive(message.EncryptedBytes, message.Protection, bytes, Convert.ToHexStringLower(sha256.GetHashAndReset()));
    }
}
