using System.Text;

namespace GrinToS3.Archives.Tar;

/// <summary>One header block of a tar archive (POSIX 1003.1 ustar, GNU and the older V7 form).</summary>
internal readonly ref struct TarHeader(ReadOnlySpan<byte> block)
{
    /// <summary>The size of all blocks.</summary>
    internal const int BlockSize = 512;

    private const int ChecksumAt = 148;
    private const int ChecksumLength = 8;

    private readonly ReadOnlySpan<byte> _block = block;

    internal char Type => (char)_block[156];

    /// <summary>The size of the content, or null where the field is no number.</summary>
    internal long? Size => Number(_block.Slice(124, 12));

    internal bool IsChecksumRight
    {
        get
        {
            var (unsigned, signed) = (0, 0);
            for (var i = 0; i < BlockSize; i++)
            {
                var value = i is >= ChecksumAt and < ChecksumAt + ChecksumLength ? (byte)' ' : _block[i];
                unsigned += value;
                signed += (sbyte)value;
            }

            return Number(_block.Slice(ChecksumAt, ChecksumLength)) is { } sum && (sum == unsigned || sum == signed);
        }
    }

    /// <summary>The name as it stands, with the prefix of the POSIX form.</summary>
    internal string Name
    {
        get
        {
            var name = Text(_block[..100]);
            var hasPrefix = _block.Slice(257, 6).SequenceEqual("ustar\0"u8) && _block[345] != 0;
            return hasPrefix ? $"{Text(_block.Slice(345, 155))}/{name}" : name;
        }
    }

    /// <summary>Text up to its first NUL.</summary>
    internal static string Text(ReadOnlySpan<byte> field) =>
        Encoding.UTF8.GetString(field.IndexOf((byte)0) is >= 0 and var end ? field[..end] : field);

    /// <summary>An octal number, or GNU's binary form where the first bit is set.</summary>
    private static long? Number(ReadOnlySpan<byte> field)
    {
        if ((field[0] & 0x80) != 0)
        {
            return Binary(field);
        }

        var digits = field.Trim(" \0"u8);
        long number = 0;
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'7')
            {
                return null;
            }

            number = (number << 3) | (uint)(digit - '0');
        }

        return number;
    }

    private static long? Binary(ReadOnlySpan<byte> field)
    {
        long number = field[0] & 0x7F;
        foreach (var next in field[1..])
        {
            if (number > long.MaxValue >> 8)
            {
                return null;
            }

            number = (number << 8) | next;
        }

        return number;
    }
}
