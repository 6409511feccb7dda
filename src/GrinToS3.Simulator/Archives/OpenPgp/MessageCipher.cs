using System.Security.Cryptography;
using GrinToS3.Simulator.Archives.Packing;

namespace GrinToS3.Simulator.Archives.OpenPgp;

/// <summary>Produces the body of a message's encrypted packet, a buffer at a time.</summary>
internal sealed class MessageCipher(EncryptedMessage message) : IDisposable
{
    private const int BufferSize = 64 * 1024;
    private const byte Version = 1;

    private readonly RopeReader _plain = new(message.Plain);
    private readonly IncrementalHash _digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
    private readonly Cfb _cfb = new(message.Key.Key);
    private readonly byte[] _buffer = new byte[BufferSize];
    private ReadOnlyMemory<byte> _ready = new[] { Version };
    private byte[]? _digestLeft = message.HasDigest ? null : [];

    public int Read(Span<byte> buffer)
    {
        if (_ready.IsEmpty)
        {
            _ready = EncryptNext();
        }

        var taken = _ready[..Math.Min(buffer.Length, _ready.Length)];
        taken.Span.CopyTo(buffer);
        _ready = _ready[taken.Length..];
        return taken.Length;
    }

    public void Dispose()
    {
        _digest.Dispose();
        _cfb.Dispose();
    }

    private ReadOnlyMemory<byte> EncryptNext()
    {
        var length = _plain.Read(_buffer);
        _digest.AppendData(_buffer, 0, length);
        if (length < _buffer.Length)
        {
            _digestLeft ??= _digest.GetHashAndReset();
            var part = Math.Min(_digestLeft.Length, _buffer.Length - length);
            _digestLeft.AsSpan(0, part).CopyTo(_buffer.AsSpan(length));
            _digestLeft = _digestLeft[part..];
            length += part;
        }

        _cfb.Encrypt(_buffer, length);
        return _buffer.AsMemory(0, length);
    }
}
