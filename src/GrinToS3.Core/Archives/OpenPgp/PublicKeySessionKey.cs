using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Encodings;
using Org.BouncyCastle.Crypto.Engines;

namespace GrinToS3.Archives.OpenPgp;

/// <summary>A packet that gives the session key to the owner of a private key (RFC 9580, 5.1: version 3, RSA and ECDH).</summary>
internal static class PublicKeySessionKey
{
    private const int LongestPacket = 4096;
    private const int ChecksumBytes = 2;

    /// <summary>Reads the packet and opens it with each private key that it may be for.</summary>
    internal static IReadOnlyList<SessionKey> Open(PacketBody packet, IReadOnlyList<PrivateKey> keys)
    {
        var bytes = packet.ReadAll(LongestPacket);
        if (bytes is not [3, ..] || bytes.Length < 10)
        {
            return [];
        }

        var keyId = System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(1));
        var encrypted = bytes.AsSpan(10).ToArray();
        return [.. keys.Where(key => keyId == 0 || key.KeyId == keyId)
            .Select(key => TryDecrypt(key, (PublicKeyAlgorithmTag)bytes[9], encrypted) is { } plain ? Parse(plain) : null)
            .OfType<SessionKey>()];
    }

    private static byte[]? TryDecrypt(PrivateKey key, PublicKeyAlgorithmTag algorithm, byte[] encrypted)
    {
        try
        {
            return algorithm switch
            {
                PublicKeyAlgorithmTag.RsaGeneral or PublicKeyAlgorithmTag.RsaEncrypt => DecryptRsa(key, encrypted),
                PublicKeyAlgorithmTag.ECDH => EcdhSessionKey.Decrypt(key, encrypted),
                _ => null,
            };
        }
        catch (Exception failure) when (failure is CryptoException or ArgumentException or InvalidOperationException or ArithmeticException)
        {
            // The library's ways to say that these bytes were not made for this key.
            return null;
        }
    }

    private static byte[]? DecryptRsa(PrivateKey key, byte[] encrypted)
    {
        if (ReadMultiprecision(encrypted, out _) is not { } number)
        {
            return null;
        }

        var rsa = new Pkcs1Encoding(new RsaBlindedEngine());
        rsa.Init(forEncryption: false, key.Key.Key);
        var block = new byte[rsa.GetInputBlockSize()];
        number.CopyTo(block, block.Length - number.Length);
        return rsa.ProcessBlock(block, 0, block.Length);
    }

    /// <summary>A number with its length in bits before it.</summary>
    internal static byte[]? ReadMultiprecision(ReadOnlySpan<byte> bytes, out int length)
    {
        length = bytes is [var high, var low, ..] ? 2 + ((high << 8) + low + 7) / 8 : int.MaxValue;
        return length <= bytes.Length ? bytes[2..length].ToArray() : null;
    }

    /// <summary>The cipher's number, the key, and the sum of the key's bytes.</summary>
    private static SessionKey? Parse(byte[] plain)
    {
        if (plain.Length <= ChecksumBytes || Cipher.Find(plain[0]) is not { } cipher || plain.Length != 1 + cipher.KeyBytes + ChecksumBytes)
        {
            return null;
        }

        var key = plain[1..^ChecksumBytes];
        return (key.Sum(static part => part) & 0xFFFF) == (plain[^2] << 8) + plain[^1] ? new SessionKey(cipher, key) : null;
    }
}
