using System.Security.Cryptography;

namespace GrinToS3.Archives.OpenPgp;

/// <summary>The encrypted bytes of a packet, decrypted window by window.</summary>
/// <param name="body">The packet's content after what was read of it.</param>
/// <param name="lead">Ciphertext that was read already.</param>
/// <param name="decryptor">The cipher.</param>
internal sealed class CfbSource(PacketBody body, ReadOnlyMemory<byte> lead, CfbDecryptor decryptor) : IDisposable
{
    /// <summary>The random bytes that a message begins with, and the repetition of two of them.</summary>
    internal static int PrefixBytes(Cipher cipher) => cipher.BlockBytes + 2;

    /// <summary>Whether a key fits a message's first bytes: two of them come twice. One wrong key in 65,536 passes.</summary>
    internal static bool Fits(SessionKey key, ReadOnlySpan<byte> start)
    {
        var length = PrefixBytes(key.Cipher);
        if (start.Length < length)
        {
            return false;
        }

        using var decryptor = new CfbDecryptor(key.Cipher.Encryptor(key.Key));
        start[..length].CopyTo(decryptor.Input);
        Span<byte> plain = stackalloc byte[length];
        decryptor.Decrypt(length, plain);
        return CryptographicOperations.FixedTimeEquals(plain[^4..^2], plain[^2..]);
    }

    /// <summary>Decrypts the next window; fewer bytes than <see cref="CfbDecryptor.Window"/> only at the end.</summary>
    internal int Next(Span<byte> plain)
    {
        var input = decryptor.Input;
        lead.Span.CopyTo(input);
        var length = lead.Length + body.ReadAtLeast(input[lead.Length..], input.Length - lead.Length, throwOnEndOfStream: false);
        lead = default;
        if (length > 0)
        {
            decryptor.Decrypt(length, plain);
        }

        return length;
    }

    public void Dispose() => decryptor.Dispose();
}
