namespace GrinToS3.Archives.OpenPgp;

/// <summary>A packet that gives the session key to who knows the passphrase (RFC 9580, 5.3.1: version 4).</summary>
internal static class PassphraseSessionKey
{
    private const int LongestPacket = 512;

    /// <summary>Reads the packet and opens it.</summary>
    /// <param name="packet">The packet.</param>
    /// <param name="passphrase">The passphrase, if there is one.</param>
    /// <param name="problem">Why there is no key, where that is not the passphrase's fault.</param>
    /// <returns>A key that may be the right one: only the data tells.</returns>
    internal static SessionKey? Open(PacketBody packet, ReadOnlySpan<byte> passphrase, out string? problem)
    {
        ReadOnlySpan<byte> bytes = packet.ReadAll(LongestPacket);
        problem = null;
        if (bytes is not [4, var cipherId, .. var rest])
        {
            problem = bytes.IsEmpty ? "a passphrase packet is empty" : $"a passphrase packet has version {bytes[0]}; only version 4 is known";
            return null;
        }

        if (Cipher.Find(cipherId) is not { } cipher)
        {
            problem = $"cipher {cipherId} of a passphrase packet is not known";
            return null;
        }

        if (StringToKey.Parse(rest, out var length) is not { } stringToKey)
        {
            problem = "a passphrase packet makes its key in a way that is not known (S2K)";
            return null;
        }

        if (passphrase.IsEmpty)
        {
            return null;
        }

        var key = stringToKey.Derive(passphrase, cipher.KeyBytes);
        var encrypted = rest[length..];
        return encrypted.IsEmpty ? new SessionKey(cipher, key) : Unwrap(cipher, key, encrypted);
    }

    private static SessionKey? Unwrap(Cipher cipher, byte[] key, ReadOnlySpan<byte> encrypted)
    {
        using var decryptor = new CfbDecryptor(cipher.Encryptor(key));
        encrypted.CopyTo(decryptor.Input);
        var plain = new byte[encrypted.Length];
        decryptor.Decrypt(plain.Length, plain);
        return Cipher.Find(plain[0]) is { } inner && inner.KeyBytes == plain.Length - 1 ? new SessionKey(inner, plain[1..]) : null;
    }
}
