using System.Security.Cryptography;
using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Security;

namespace GrinToS3.Archives.OpenPgp;

/// <summary>How a message makes a key of a passphrase (RFC 9580, 3.7): simple, salted, or salted and iterated.</summary>
internal sealed class StringToKey
{
    private const int SaltBytes = 8;

    private readonly HashAlgorithmTag _hash;
    private readonly byte[] _salt;
    private readonly long _count;

    private StringToKey(HashAlgorithmTag hash, byte[] salt, long count) => (_hash, _salt, _count) = (hash, salt, count);

    /// <summary>Reads a specifier.</summary>
    /// <param name="bytes">It, and what follows it.</param>
    /// <param name="length">How long it is.</param>
    /// <returns>Null where it is of a kind that is not known, or cut.</returns>
    internal static StringToKey? Parse(ReadOnlySpan<byte> bytes, out int length)
    {
        length = bytes switch { [0, ..] => 2, [1, ..] => 2 + SaltBytes, [3, ..] => 3 + SaltBytes, _ => 0 };
        if (length == 0 || bytes.Length < length || !IsKnown((HashAlgorithmTag)bytes[1]))
        {
            return null;
        }

        var salt = length == 2 ? [] : bytes.Slice(2, SaltBytes).ToArray();
        var coded = bytes[length - 1];
        return new StringToKey((HashAlgorithmTag)bytes[1], salt, bytes[0] == 3 ? (16L + (coded & 15)) << ((coded >> 4) + 6) : 0);
    }

    /// <summary>Makes the key; with the usual 65 million bytes to hash it takes a few hundredths of a second.</summary>
    internal byte[] Derive(ReadOnlySpan<byte> passphrase, int keyBytes)
    {
        byte[] once = [.. _salt, .. passphrase];
        var count = Math.Max(_count, once.Length);
        var repeated = Repeat(once, (int)Math.Min(count, 64 * 1024));
        List<byte> key = [];
        for (var zeros = 0; key.Count < keyBytes; zeros++)
        {
            key.AddRange(Hash(new byte[zeros], repeated, once.Length, count));
        }

        return [.. key[..keyBytes]];
    }

    private static byte[] Repeat(byte[] once, int atLeast)
    {
        var repeated = new byte[once.Length == 0 ? 0 : (atLeast + once.Length - 1) / once.Length * once.Length];
        for (var at = 0; at < repeated.Length; at += once.Length)
        {
            once.CopyTo(repeated, at);
        }

        return repeated;
    }

    private byte[] Hash(byte[] prefix, byte[] repeated, int period, long count)
    {
        if (Platform(_hash) is { } name)
        {
            using var hash = IncrementalHash.CreateHash(name);
            Feed(hash.AppendData);
            return hash.GetHashAndReset();
        }

        var digest = Library(_hash);
        Feed(digest.BlockUpdate);
        var result = new byte[digest.GetDigestSize()];
        digest.DoFinal(result, 0);
        return result;

        void Feed(Action<byte[], int, int> append)
        {
            append(prefix, 0, prefix.Length);
            for (var left = period == 0 ? 0 : count; left > 0; left -= repeated.Length)
            {
                append(repeated, 0, (int)Math.Min(left, repeated.Length));
            }
        }
    }

    private static bool IsKnown(HashAlgorithmTag hash) =>
        Platform(hash) is not null || hash is HashAlgorithmTag.RipeMD160 or HashAlgorithmTag.Sha224;

    private static HashAlgorithmName? Platform(HashAlgorithmTag hash) => hash switch
    {
        HashAlgorithmTag.MD5 => HashAlgorithmName.MD5,
        HashAlgorithmTag.Sha1 => HashAlgorithmName.SHA1,
        HashAlgorithmTag.Sha256 => HashAlgorithmName.SHA256,
        HashAlgorithmTag.Sha384 => HashAlgorithmName.SHA384,
        HashAlgorithmTag.Sha512 => HashAlgorithmName.SHA512,
        _ => null,
    };

    private static IDigest Library(HashAlgorithmTag hash) => DigestUtilities.GetDigest(hash is HashAlgorithmTag.RipeMD160 ? "RIPEMD160" : "SHA-224");
}
