namespace GrinToS3.Progress;

/// <summary>Unsigned numbers in as few bytes as they need, seven bits a byte, lowest first.</summary>
internal static class Leb128
{
    public static int Write(Span<byte> target, uint value)
    {
        var length = 0;
        while (value >= 0x80)
        {
            target[length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        target[length++] = (byte)value;
        return length;
    }

    /// <summary>Reads a number.</summary>
    /// <returns>The bytes it takes; 0 where the source ends before it does, -1 where it is no such number.</returns>
    public static int Read(ReadOnlySpan<byte> source, out uint value)
    {
        value = 0;
        for (var i = 0; i < source.Length && i < BatchFormat.LengthMaxBytes; i++)
        {
            value |= (uint)(source[i] & 0x7F) << (7 * i);
            if (source[i] < 0x80)
            {
                return i + 1;
            }
        }

        return source.Length < BatchFormat.LengthMaxBytes ? 0 : -1;
    }
}
