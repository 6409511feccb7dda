using System.Security.Cryptography;
using System.Text;

namespace GrinToS3.Simulator.Archives.OpenPgp;

/// <summary>A key that is derived from a passphrase, iterated and salted (RFC 4880, section 3.7.1.3).</summary>
internal sealed class PassphraseKey
{
    private const byte IteratedAndSalted = 3;
    private const int RoundsAtOnce = 512;

    /// <summary>Derives a key; with the highest count this takes tens of milliseconds.</summary>
    /// <param name="passphrase">The passphrase.</param>
    /// <param name="keyBytes">16 for AES-128, 32 for AES-256.</param>
    /// <param name="hash">SHA-1 or SHA-256.</param>
    /// <param name="count">The coded count: 0x60 is 65,536 bytes, 0xFF is 65,011,712.</param>
    /// <param name="salt">8 bytes.</param>
    public PassphraseKey(string passphrase, int keyBytes, HashAlgorithmName hash, byte count, byte[] salt)
    {
        CipherId = (byte)(keyBytes == 16 ? 7 : 9);
        Specifier = [IteratedAndSalted, (byte)(hash == HashAlgorithmName.SHA1 ? 2 : 8), .. salt, count];
        Key = Derive([.. salt, .. Encoding.UTF8.GetBytes(passphrase)], keyBytes, hash, count);
    }

    public byte[] Key { get; }

    /// <summary>The number that OpenPGP gives the cipher.</summary>
    public byte CipherId { get; }

    /// <summary>How the key is derived, as a packet tells it.</summary>
    public byte[] Specifier { get; }

    private static byte[] Derive(byte[] round, int keyBytes, HashAlgorithmName algorithm, byte coded)
    {
        var count = Math.Max((16 + (coded & 15)) << ((coded >> 4) + 6), round.Length);
        var rounds = Enumerable.Repeat(round, RoundsAtOnce).SelectMany(bytes => bytes).ToArray();
        using var hash = IncrementalHash.CreateHash(algorithm);
        var key = new List<byte>();
        // Where a digest is shorter than the key, the next part is that of the same bytes after a zero byte, then after two, …
        for (var zeros = 0; key.Count < keyBytes; zeros++)
        {
            hash.AppendData(new byte[zeros]);
            for (var left = count; left > 0; left -= rounds.Length)
            {
                hash.AppendData(rounds, 0, Math.Min(left, rounds.Length));
            }

            key.AddRange(hash.GetHashAndReset());
        }

        return [.. key.Take(keyBytes)];
    }
}
