using System.Globalization;
using System.Text;

namespace GrinToS3.Simulator.Archives.Packing;

/// <summary>Writes headers of tar members (POSIX.1-1988, "ustar").</summary>
internal static class TarHeader
{
    public const int BlockSize = 512;

    public const char File = '0';
    public const char HardLink = '1';
    public const char SymbolicLink = '2';
    public const char CharacterDevice = '3';
    public const char Folder = '5';

    // 2020-02-02 02:02:02 UTC.
    private const long Modified = 1_580_608_922;

    /// <summary>The two blocks of zeros that end an archive.</summary>
    public static readonly byte[] End = new byte[2 * BlockSize];

    /// <summary>Makes a header.</summary>
    /// <param name="name">Up to 100 bytes.</param>
    /// <param name="size">The bytes that follow.</param>
    /// <param name="type">What it is.</param>
    /// <param name="target">Where a link leads.</param>
    public static byte[] Create(string name, long size, char type = File, string target = "")
    {
        var block = new byte[BlockSize];
        Put(block, 0, name);
        Put(block, 100, type == Folder ? "0000755" : "0000644");
        Put(block, 108, "0001750");
        Put(block, 116, "0001750");
        Put(block, 124, Octal(size, 11));
        Put(block, 136, Octal(Modified, 11));
        Put(block, 148, "        ");
        block[156] = (byte)type;
        Put(block, 157, target);
        Put(block, 257, "ustar\0" + "00");
        Put(block, 265, "grin");
        Put(block, 297, "grin");
        var sum = 0;
        foreach (var value in block)
        {
            sum += value;
        }

        Put(block, 148, Octal(sum, 6) + "\0 ");
        return block;
    }

    /// <summary>The zeros that fill a member's last block.</summary>
    public static ReadOnlyMemory<byte> Padding(long size) => End.AsMemory(0, (int)(-size & (BlockSize - 1)));

    private static void Put(byte[] block, int offset, string text) => Encoding.UTF8.GetBytes(text, block.AsSpan(offset));

    private static string Octal(long number, int digits) =>
        Convert.ToString(number, 8).PadLeft(digits, '0').ToString(CultureInfo.InvariantCulture);
}
