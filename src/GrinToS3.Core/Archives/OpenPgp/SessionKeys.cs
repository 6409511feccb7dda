namespace GrinToS3.Archives.OpenPgp;

/// <summary>Collects what a message's first packets say about its session key, and finds the key that fits.</summary>
internal sealed class SessionKeys(ArchiveKeys keys)
{
    /// <summary>The most packets that are looked at: each may cost as much as hashing 65 MB.</summary>
    private const int MostPackets = 16;

    private readonly List<SessionKey> _candidates = [];
    private int _passphrasePackets;
    private int _publicKeyPackets;
    private string? _problem;

    /// <summary>Reads a packet that has a session key in it.</summary>
    internal void Add(PacketBody packet)
    {
        if (_passphrasePackets + _publicKeyPackets == MostPackets)
        {
            throw new ArchiveException(ArchiveErrorKind.Unsupported, $"the message is encrypted for more than {MostPackets} passphrases and keys");
        }

        if (packet.Tag is PacketTag.PublicKeySessionKey)
        {
            _publicKeyPackets++;
            _candidates.AddRange(PublicKeySessionKey.Open(packet, keys.PrivateKeys));
            return;
        }

        _passphrasePackets++;
        if (PassphraseSessionKey.Open(packet, keys.Passphrase, out var problem) is { } key)
        {
            _candidates.Add(key);
        }

        _problem ??= problem;
    }

    /// <summary>The key that fits the first bytes of the data.</summary>
    internal SessionKey Choose(byte[] start)
    {
        if (_candidates.Find(key => CfbSource.Fits(key, start)) is { } fitting)
        {
            return fitting;
        }

        throw this switch
        {
            { _passphrasePackets: 0, _publicKeyPackets: 0 } => Error(ArchiveErrorKind.Unsupported, "the message has no packet with its session key"),
            { _candidates.Count: 0, _passphrasePackets: 0 } => Error(
                ArchiveErrorKind.NoPrivateKey, "the message is encrypted for a public key, and its private key is not at hand; export it with gpg and name the file"),
            { _candidates.Count: 0 } when keys.Passphrase.Length == 0 => Error(
                ArchiveErrorKind.NoPassphrase, "the message is encrypted with a passphrase, and there is none; save it as gpg_passphrase.asc"),
            { _candidates.Count: 0, _problem: { } problem } => Error(ArchiveErrorKind.Unsupported, problem),
            _ => Error(
                ArchiveErrorKind.WrongPassphrase, "the passphrase is not that of the message, or the message's first bytes are damaged; compare it with the one that GRIN shows"),
        };
    }

    private static ArchiveException Error(ArchiveErrorKind kind, string message) => new(kind, message);
}
