using GrinToS3.Archives.Streams;

namespace GrinToS3.Archives.OpenPgp;

/// <summary>Finds the data inside of what was decrypted, through any compressed packets (RFC 9580, 5.6, 5.9 and 10.3), and what may follow it.</summary>
internal sealed class LiteralData : IDisposable
{
    private const int DeepestCompression = 4;

    private readonly Stack<PacketReader> _levels = [];
    private readonly List<CompressedStream> _compressed = [];
    private readonly PacketBody _body;

    internal LiteralData(Stream decrypted)
    {
        Push(decrypted);
        _body = Find();
        ReadHeader();
    }

    /// <summary>Reads some of the data; 0 at its end.</summary>
    internal int Read(Span<byte> buffer) => _body.Read(buffer);

    /// <summary>Reads what follows the data to the end, which makes the integrity check.</summary>
    internal void Finish()
    {
        while (_levels.TryPop(out var level))
        {
            while (level.Next() is { } packet)
            {
                if (packet.Tag is not (PacketTag.Signature or PacketTag.Marker or PacketTag.Padding or PacketTag.Trust))
                {
                    throw Damaged($"a packet ({packet.Tag}) follows the data inside of it");
                }
            }
        }
    }

    public void Dispose() => _compressed.ForEach(static stream => stream.Dispose());

    private PacketBody Find()
    {
        while (_levels.Peek().Next() is { } packet)
        {
            switch (packet.Tag)
            {
                case PacketTag.Literal:
                    return packet;
                case PacketTag.Compressed when _levels.Count <= DeepestCompression:
                    var stream = new CompressedStream(packet);
                    _compressed.Add(stream);
                    Push(stream);
                    break;
                case PacketTag.Marker or PacketTag.Padding or PacketTag.OnePassSignature or PacketTag.Signature:
                    break;
                default:
                    throw Damaged($"a packet ({packet.Tag}) stands where its data belongs");
            }
        }

        throw Damaged("there is no data in it");
    }

    private void ReadHeader()
    {
        var (format, nameLength) = (_body.ReadByte(), _body.ReadByte());
        Span<byte> nameAndDate = stackalloc byte[byte.MaxValue + 4];
        if (nameLength < 0 || _body.ReadAtLeast(nameAndDate[..(nameLength + 4)], nameLength + 4, throwOnEndOfStream: false) < nameLength + 4)
        {
            throw Damaged("the header of its data is incomplete");
        }

        if (format != 'b')
        {
            throw new ArchiveException(ArchiveErrorKind.Unsupported, $"the message says that its data is text (format 0x{format:X2}), not an archive's bytes");
        }
    }

    private void Push(Stream stream) => _levels.Push(new PacketReader(new ByteSource(stream), static where => Damaged($"it ends {where}")));

    private static ArchiveException Damaged(string what) => new(ArchiveErrorKind.Damaged, $"the message decrypts, but {what}");
}
