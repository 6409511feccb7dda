using System.Globalization;

namespace GrinToS3.Archives.Tar;

/// <summary>
/// Walks the members of a tar archive: POSIX, pax, GNU with its long names, V7. Strict where tar itself is lenient: the archive must end with its two
/// empty blocks and with nothing but zeros behind them, and a member is a file or a folder whose name stays inside.
/// </summary>
internal sealed class TarReader(Stream source, long largestMember)
{
    private const int LargestMetadata = 1024 * 1024;

    private readonly byte[] _block = new byte[TarHeader.BlockSize];
    private readonly Dictionary<string, string> _global = [];
    private Dictionary<string, string> _extended = [];
    private string? _longName;
    private TarMember? _member;
    private long _position;

    /// <summary>Bytes that were read so far.</summary>
    internal long Position => _position + (_member?.Taken ?? 0);

    /// <summary>The next member, or null after a right end; what is left of the one before is skipped.</summary>
    /// <exception cref="ArchiveException">The archive is damaged, or has what it may not have.</exception>
    internal TarMember? Next()
    {
        Leave();
        while (ReadBlock())
        {
            var header = new TarHeader(_block);
            if (!header.IsChecksumRight)
            {
                throw Damaged("has a header with a wrong checksum");
            }

            var size = header.Size ?? throw Damaged("has a header whose size is no number");
            switch (header.Type)
            {
                case 'x':
                    ReadRecords(size, _extended);
                    break;
                case 'g':
                    ReadRecords(size, _global);
                    break;
                case 'L':
                    _longName = TarHeader.Text(ReadMetadata(size));
                    break;
                case 'K':
                    // The long target of a link, which is refused when it comes.
                    ReadMetadata(size);
                    break;
                default:
                    return _member = Begin(header, size);
            }
        }

        return null;
    }

    private TarMember Begin(TarHeader header, long size)
    {
        var raw = Value(PaxRecords.Path) ?? _longName ?? header.Name;
        var name = TarName.Check(raw);
        if (Forbidden(header.Type) is { } forbidden)
        {
            throw new ArchiveException(ArchiveErrorKind.UnsafeMember, $"the archive's member '{TarName.Printable(raw)}' is {forbidden}; only files and folders may be in it");
        }

        var isFolder = header.Type == '5' || (header.Type == '\0' && raw.EndsWith('/'));
        size = isFolder ? 0 : PaxSize() ?? size;
        if (!isFolder && name.Length == 0)
        {
            throw new ArchiveException(ArchiveErrorKind.UnsafeMember, $"the archive has a file with the name '{TarName.Printable(raw)}'");
        }

        if (size > largestMember)
        {
            throw new ArchiveException(ArchiveErrorKind.TooLarge, $"the archive's member '{TarName.Printable(raw)}' has {size} bytes; {largestMember} are allowed");
        }

        (_extended, _longName) = ([], null);
        return new TarMember(source, name, isFolder ? TarMemberKind.Folder : TarMemberKind.File, size, this);
    }

    private string? Forbidden(char type) => type switch
    {
        _ when Value(PaxRecords.Sparse) is not null => "a sparse file",
        '0' or '\0' or '7' or '5' => null,
        '1' or '2' => "a link",
        '3' or '4' => "a device",
        '6' => "a pipe",
        'S' => "a sparse file",
        _ => $"of a kind that is not known (0x{(int)type:X2})",
    };

    private long? PaxSize() => Value(PaxRecords.Size) is not { } text ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size
        : throw Damaged("has a pax header whose size is no number");

    private string? Value(string key) => _extended.GetValueOrDefault(key) ?? _global.GetValueOrDefault(key);

    private void ReadRecords(long size, Dictionary<string, string> values)
    {
        if (!PaxRecords.TryRead(ReadMetadata(size), values))
        {
            throw Damaged("has a pax header that is not well-formed");
        }
    }

    private byte[] ReadMetadata(long size)
    {
        if (size > LargestMetadata)
        {
            throw Damaged($"has a header of {size} bytes for the name of a member");
        }

        var content = new byte[size];
        var padded = (int)(size + TarMember.Padding(size));
        var buffer = new byte[padded];
        ReadExactly(buffer);
        buffer.AsSpan(0, content.Length).CopyTo(content);
        return content;
    }

    /// <summary>Reads a header; false at the archive's end.</summary>
    private bool ReadBlock()
    {
        ReadExactly(_block);
        if (_block.AsSpan().ContainsAnyExcept((byte)0))
        {
            return true;
        }

        if (_extended.Count > 0 || _longName is not null)
        {
            throw Damaged("ends behind the name of a member that is not there");
        }

        ReadExactly(_block);
        do
        {
            if (_block.AsSpan().ContainsAnyExcept((byte)0))
            {
                throw Damaged("has something behind its end");
            }
        }
        while (ReadSome(_block));
        return false;
    }

    private bool ReadSome(byte[] block)
    {
        block.AsSpan().Clear();
        var read = source.ReadAtLeast(block, block.Length, throwOnEndOfStream: false);
        _position += read;
        return read > 0;
    }

    private void ReadExactly(byte[] target)
    {
        var read = source.ReadAtLeast(target, target.Length, throwOnEndOfStream: false);
        _position += read;
        if (read < target.Length)
        {
            throw Damaged("ends without its two empty blocks");
        }
    }

    private void Leave()
    {
        _member?.Leave();
        _position += _member?.Taken ?? 0;
        _member = null;
    }

    internal ArchiveException Damaged(string what) => new(ArchiveErrorKind.TarDamaged, $"the archive's tar {what} (near byte {Position})");
}
