using GrinToS3.Archives.Streams;

namespace GrinToS3.Archives.OpenPgp;

/// <summary>
/// The data of an OpenPGP message. Its end is reported only after the message's integrity was found right and nothing follows it; until then no byte
/// of it is to be trusted. Every failure is an <see cref="ArchiveException"/>, and damage that the integrity check would find is named as that.
/// </summary>
internal sealed class DecryptedMessage : PullStream
{
    private readonly ByteSource _source;
    private readonly PacketReader _packets;
    private readonly Stream _protected;
    private readonly LiteralData _data;
    private bool _isFinished;

    internal DecryptedMessage(Stream encrypted, ArchiveKeys keys, bool allowUnprotected)
    {
        _source = new ByteSource(encrypted);
        _packets = new PacketReader(_source, Cut);
        var sessionKeys = new SessionKeys(keys);
        var packet = FindData(sessionKeys, allowUnprotected);
        _protected = Decrypt(packet, sessionKeys, out var cipher);
        Protection = packet.Tag is PacketTag.IntegrityProtected ? $"{cipher}, MDC" : $"{cipher}, unprotected";
        _data = Guard(() => new LiteralData(_protected));
    }

    /// <summary>The cipher, and how the message is protected.</summary>
    internal string Protection { get; }

    /// <summary>Encrypted bytes that were read.</summary>
    internal long EncryptedBytes => _source.Position;

    public override int Read(Span<byte> buffer)
    {
        try
        {
            var read = _data.Read(buffer);
            if (read == 0 && !_isFinished)
            {
                Finish();
            }

            return read;
        }
        catch (ArchiveException failure)
        {
            throw Cause(failure);
        }
    }

    private PacketBody FindData(SessionKeys sessionKeys, bool allowUnprotected)
    {
        while (_packets.Next() is { } packet)
        {
            switch (packet.Tag)
            {
                case PacketTag.Marker or PacketTag.Padding:
                    break;
                case PacketTag.PassphraseSessionKey or PacketTag.PublicKeySessionKey:
                    sessionKeys.Add(packet);
                    break;
                case PacketTag.IntegrityProtected:
                    return packet.ReadByte() is 1 or < 0 ? packet : throw Unsupported("newer authenticated encryption (SEIPD version 2)");
                case PacketTag.Encrypted:
                    return allowUnprotected ? packet : throw new ArchiveException(
                        ArchiveErrorKind.IntegrityMissing, "the message is not protected against changes (it has no MDC), so nobody can tell whether it is whole");
                case PacketTag.GnuAead:
                    throw Unsupported("GnuPG's own authenticated encryption (packet 20)");
                case PacketTag.Compressed or PacketTag.Literal or PacketTag.OnePassSignature or PacketTag.Signature:
                    throw new ArchiveException(ArchiveErrorKind.Unsupported, "the message is not encrypted");
                default:
                    throw new ArchiveException(ArchiveErrorKind.Damaged, $"a packet ({packet.Tag}) stands where the encrypted data belongs");
            }
        }

        throw Cut("before its encrypted data");
    }

    private static Stream Decrypt(PacketBody packet, SessionKeys sessionKeys, out string cipher)
    {
        var start = new byte[Cipher.LongestBlock + 2];
        if (packet.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) < start.Length)
        {
            throw new ArchiveException(ArchiveErrorKind.Damaged, "the message's encrypted data has fewer bytes than the shortest that there can be");
        }

        var key = sessionKeys.Choose(start);
        cipher = key.Cipher.Name;
        var prefix = CfbSource.PrefixBytes(key.Cipher);
        var encryptor = key.Cipher.Encryptor(key.Key);
        return packet.Tag is PacketTag.IntegrityProtected
            ? new IntegrityProtectedStream(new CfbSource(packet, start, new CfbDecryptor(encryptor)), prefix)
            : new UnprotectedStream(new CfbSource(packet, start.AsMemory(prefix), new CfbDecryptor(encryptor, start.AsSpan(2, key.Cipher.BlockBytes))));
    }

    private void Finish()
    {
        _data.Finish();
        while (_packets.Next() is { } packet)
        {
            if (packet.Tag is not (PacketTag.Marker or PacketTag.Padding))
            {
                throw new ArchiveException(ArchiveErrorKind.Damaged, $"a packet ({packet.Tag}) follows the message, which ended at byte {_source.Position}");
            }
        }

        _isFinished = true;
    }

    private T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (ArchiveException failure)
        {
            throw Cause(failure);
        }
    }

    /// <summary>Damage on the way shows first as nonsense inside; the integrity check tells whether that is so.</summary>
    private ArchiveException Cause(ArchiveException failure)
    {
        if (failure.Error.Kind is ArchiveErrorKind.IntegrityFailed or ArchiveErrorKind.Cut)
        {
            return failure;
        }

        try
        {
            Span<byte> rest = stackalloc byte[4096];
            while (_protected.Read(rest) > 0)
            {
            }

            return failure;
        }
        catch (ArchiveException cause)
        {
            return cause;
        }
    }

    private ArchiveException Cut(string where) =>
        new(ArchiveErrorKind.Cut, $"the message ends {where}, after {_source.Position} bytes; fetch the archive again");

    private static ArchiveException Unsupported(string what) => new(ArchiveErrorKind.Unsupported, $"the message uses {what}, which is not supported");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _data.Dispose();
            _protected.Dispose();
        }

        base.Dispose(disposing);
    }
}
