using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;
using Org.BouncyCastle.Security;

namespace GrinToS3.Testing.Archives;

/// <summary>OpenPGP messages of the library's making: cheap keys, and forms that gpg no longer writes.</summary>
public static class SampleMessage
{
    /// <summary>Encrypts to passphrases.</summary>
    /// <param name="content">What is encrypted.</param>
    /// <param name="passphrases">Each opens it.</param>
    /// <param name="isProtected">Whether the message has an MDC.</param>
    /// <param name="compression">How it is compressed.</param>
    /// <param name="cipher">Its cipher.</param>
    public static byte[] Encrypt(
        byte[] content,
        IReadOnlyList<string> passphrases,
        bool isProtected = true,
        CompressionAlgorithmTag? compression = null,
        SymmetricKeyAlgorithmTag cipher = SymmetricKeyAlgorithmTag.Aes256)
    {
        using var message = new MemoryStream();
        var encryption = new PgpEncryptedDataGenerator(cipher, isProtected, new SecureRandom());
        foreach (var passphrase in passphrases)
        {
            // 1,024 bytes to hash instead of 65 million.
            encryption.AddMethodUtf8(passphrase.ToCharArray(), HashAlgorithmTag.Sha1, 0);
        }

        var packed = Pack(content, compression);
        using (var encrypted = encryption.Open(message, packed.Length))
        {
            encrypted.Write(packed);
        }

        return message.ToArray();
    }

    private static byte[] Pack(byte[] content, CompressionAlgorithmTag? compression)
    {
        using var packed = new MemoryStream();
        using (var compressed = compression is { } algorithm ? new PgpCompressedDataGenerator(algorithm).Open(packed) : null)
        using (var literal = new PgpLiteralDataGenerator().Open(compressed ?? packed, PgpLiteralData.Binary, "volume.tar.gz", content.Length, DateTime.UnixEpoch))
        {
            literal.Write(content);
        }

        return packed.ToArray();
    }
}
