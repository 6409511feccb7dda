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
        var (bytes, sha256) = new ChunkFeed(queue).Run(message, sink);
        if (options.EncryptedBytes is { } expected && expected != message.EncryptedBytes)
        {
            throw new ArchiveException(ArchiveErrorKind.Cut, $"the message has {message.EncryptedBytes} bytes, and {expected} were announced; fetch the archive again");
        }

        return new DecryptedArchive(message.EncryptedBytes, message.Protection, bytes, sha256);
    }
}
