using System.Buffers.Binary;
using System.Text;

namespace GrinToS3.Testing.Archives;

/// <summary>Writes tar archives, right ones and wrong ones.</summary>
/// <param name="tar">Takes the archive.</param>
public sealed class TarBuilder(Stream tar)
{
    private const int Block = 512;

    /// <summary>Writes to memory.</summary>
    public TarBuilder()
        : this(new MemoryStream())
    {
    }

    /// <summary>Adds a member.</summary>
    /// <param name="name">Its name, at most 100 bytes.</param>
    /// <param name="content">Its content.</param>
    /// <param name="type">Its kind.</param>
    /// <param name="size">The size field, where it is to be another one.</param>
    public TarBuilder Add(string name, ReadOnlySpan<byte> content = default, char type = '0', long? size = null)
    {
        var header = new byte[Block];
        Encoding.UTF8.GetBytes(name, header);
        "0000644\00000000\00000000\0"u8.CopyTo(header.AsSpan(100));
        WriteSize(header.AsSpan(124, 12), size ?? content.Length);
        "00000000000\0        "u8.CopyTo(header.AsSpan(136));
        header[156] = (byte)type;
        "ustar\000"u8.CopyTo(header.AsSpan(257));
        WriteOctal(header.AsSpan(148, 6), header.Sum(static value => value));
        header[154] = 0;
        tar.Write(header);
        tar.Write(content);
        tar.Write(new byte[-content.Length & (Block - 1)]);
        return this;
    }

    /// <summary>Adds bytes as they are.</summary>
    public TarBuilder AddRaw(ReadOnlySpan<byte> bytes)
    {
        tar.Write(bytes);
        return this;
    }

    /// <summary>A record of a pax header.</summary>
    public static byte[] Pax(string key, string value)
    {
        var rest = $" {key}={value}\n";
        var length = Encoding.UTF8.GetByteCount(rest);
        var total = length + $"{length + $"{length}".Length}".Length;
        return Encoding.UTF8.GetBytes(total + rest);
    }

    /// <summary>Writes the two empty blocks.</summary>
    /// <returns>The archive, where it lies in memory.</returns>
    public byte[] End()
    {
        tar.Write(new byte[2 * Block]);
        return tar is MemoryStream memory ? memory.ToArray() : [];
    }

    private static void WriteSize(Span<byte> field, long size)
    {
        if (size >= 1L << 33)
        {
            field[0] = 0x80;
            BinaryPrimitives.WriteInt64BigEndian(field[4..], size);
            return;
        }

        WriteOctal(field[..11], size);
    }

    private static void WriteOctal(Span<byte> field, long number) =>
        Encoding.ASCII.GetBytes(Convert.ToString(number, 8).PadLeft(field.Length, '0'), field);
}
