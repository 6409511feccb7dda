namespace GrinToS3.Simulator.Archives.OpenPgp;

/// <summary>What a message is encrypted with, and the packet by which a passphrase opens it (RFC 4880, section 5.3).</summary>
internal sealed class SessionKey
{
    private const byte Version = 4;

    private SessionKey(PassphraseKey passphrase, byte[] key, byte[] sealedKey)
    {
        Key = key;
        byte[] body = [Version, passphrase.CipherId, .. passphrase.Specifier, .. sealedKey];
        Packet = [0xC0 | PacketTag.SymmetricKey, (byte)body.Length, .. body];
    }

    /// <summary>What the data is encrypted with.</summary>
    public byte[] Key { get; }

    /// <summary>The packet that comes before the data.</summary>
    public byte[] Packet { get; }

    /// <summary>The passphrase's key itself.</summary>
    public static SessionKey Of(PassphraseKey passphrase) => new(passphrase, passphrase.Key, []);

    /// <summary>A key of the message's own, as long as the passphrase's, which encrypts it.</summary>
    public static SessionKey Own(PassphraseKey passphrase, byte[] key) =>
        new(passphrase, key, Cfb.Encrypt(passphrase.Key, [passphrase.CipherId, .. key]));
}
