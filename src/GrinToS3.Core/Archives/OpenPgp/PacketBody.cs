using GrinToS3.Archives.Streams;

namespace GrinToS3.Archives.OpenPgp;

/// <summary>The content of one packet: of a known length, in parts, or as far as what is around it goes (RFC 9580, 4.2).</summary>
internal sealed class PacketBody(ByteSource source, PacketTag tag, long length, bool isPartial, Func<string, ArchiveException> cut) : PullStream
{
    /// <summary>The length of a body that ends where its surroundings end.</summary>
    internal const long Indeterminate = long.MaxValue;

    private long _left = length;
    private bool _isPartial = isPartial;

    internal PacketTag Tag => tag;

    public override int Read(Span<byte> buffer)
    {
        while (_left == 0 && _isPartial)
        {
            (_left, _isPartial) = PacketReader.ReadNewLength(source) ?? throw Cut();
        }

        if (_left == 0 || buffer.IsEmpty)
        {
            return 0;
        }

        var read = source.Read(buffer[..(int)Math.Min(buffer.Length, _left)]);
        if (_left == Indeterminate)
        {
            return read;
        }

        _left -= read;
        return read > 0 ? read : throw Cut();
    }

    /// <summary>Reads a small packet whole.</summary>
    /// <param name="limit">The most bytes that it may have.</param>
    internal byte[] ReadAll(int limit)
    {
        var content = new byte[limit + 1];
        var read = this.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
        return read <= limit ? content[..read]
            : throw new ArchiveException(ArchiveErrorKind.Damaged, $"the OpenPGP message has a packet ({tag}) of more than {limit} bytes where a short one belongs");
    }

    private ArchiveException Cut() => cut($"inside a packet ({tag})");
}
