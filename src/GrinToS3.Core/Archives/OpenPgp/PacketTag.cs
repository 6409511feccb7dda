namespace GrinToS3.Archives.OpenPgp;

/// <summary>The packets that a message is made of (RFC 9580, 5).</summary>
internal enum PacketTag
{
    PublicKeySessionKey = 1,
    Signature = 2,
    PassphraseSessionKey = 3,
    OnePassSignature = 4,
    Compressed = 8,
    Encrypted = 9,
    Marker = 10,
    Literal = 11,
    Trust = 12,
    IntegrityProtected = 18,
    GnuAead = 20,
    Padding = 21,
}
