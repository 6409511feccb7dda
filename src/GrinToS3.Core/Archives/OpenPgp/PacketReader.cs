using System.Diagnostics.CodeAnalysis;
using GrinToS3.Archives.Streams;

namespace GrinToS3.Archives.OpenPgp;

/// <summary>Walks the packets of a message, or of what a packet holds (RFC 9580, 4.2: both header formats).</summary>
/// <param name="source">The bytes.</param>
/// <param name="cut">Makes the error of an end too early.</param>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "A packet's body holds nothing of its own.")]
internal sealed class PacketReader(ByteSource source, Func<string, ArchiveException> cut)
{
    private PacketBody? _current;

    /// <summary>The next packet, or null at the end; what is left of the one before is skipped.</summary>
    internal PacketBody? Next()
    {
        Skip();
        if (source.ReadByte() is not (>= 0 and var header))
        {
            return null;
        }

        if ((header & 0x80) == 0)
        {
            throw new ArchiveException(
                source.Position == 1 ? ArchiveErrorKind.NotOpenPgp : ArchiveErrorKind.Damaged,
                $"byte {source.Position} of the OpenPGP data is 0x{header:X2}, which begins no packet");
        }

        var isNew = (header & 0x40) != 0;
        var tag = (PacketTag)(isNew ? header & 0x3F : (header >> 2) & 0x0F);
        var (length, isPartial) = (isNew ? ReadNewLength(source) : ReadOldLength(header & 3)) ?? throw cut("inside a packet's header");
        if (isPartial && tag is not (PacketTag.Literal or PacketTag.Compressed or PacketTag.Encrypted or PacketTag.IntegrityProtected or PacketTag.GnuAead))
        {
            throw new ArchiveException(ArchiveErrorKind.Damaged, $"the OpenPGP message has a packet ({tag}) in parts, which only data may have");
        }

        return _current = new PacketBody(source, tag, length, isPartial, cut);
    }

    /// <summary>A length in the new format: one, two or five bytes, or a part's.</summary>
    internal static (long Length, bool IsPartial)? ReadNewLength(ByteSource source)
    {
        var first = source.ReadByte();
        return first switch
        {
            < 0 => null,
            < 192 => (first, false),
            < 224 => source.ReadByte() is >= 0 and var second ? (((first - 192) << 8) + second + 192, false) : null,
            < 255 => (1L << (first & 0x1F), true),
            _ => ReadNumber(source, 4) is { } length ? (length, false) : null,
        };
    }

    private (long Length, bool IsPartial)? ReadOldLength(int type) =>
        type == 3 ? (PacketBody.Indeterminate, false) : ReadNumber(source, 1 << type) is { } length ? (length, false) : null;

    private static long? ReadNumber(ByteSource source, int bytes)
    {
        long number = 0;
        for (var i = 0; i < bytes; i++)
        {
            if (source.ReadByte() is not (>= 0 and var next))
            {
                return null;
            }

            number = (number << 8) | (uint)next;
        }

        return number;
    }

    private void Skip()
    {
        Span<byte> rest = stackalloc byte[4096];
        while (_current is not null && _current.Read(rest) > 0)
        {
        }
    }
}
