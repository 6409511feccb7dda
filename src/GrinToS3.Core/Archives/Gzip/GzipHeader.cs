namespace GrinToS3.Archives.Gzip;

/// <summary>The header of a gzip member (RFC 1952, 2.3).</summary>
internal static class GzipHeader
{
    private const int LongestText = 64 * 1024;
    private static readonly byte[] Magic = [0x1F, 0x8B, 8];

    /// <summary>Reads a header to its end.</summary>
    /// <param name="window">The bytes.</param>
    /// <returns>Null, or what is wrong with it.</returns>
    internal static string? Read(GzipWindow window)
    {
        Span<byte> fields = stackalloc byte[10];
        var read = window.ReadAtLeast(fields, fields.Length, throwOnEndOfStream: false);
        if (!Magic.AsSpan(0, Math.Min(read, Magic.Length)).SequenceEqual(fields[..Math.Min(read, Magic.Length)]))
        {
            return $"does not begin as gzip does, but with 0x{Convert.ToHexString(fields[..Math.Min(read, Magic.Length)])}";
        }

        var flags = fields[3];
        var isWhole = read == fields.Length
            && ((flags & 0x04) == 0 || SkipExtra(window))
            && ((flags & 0x08) == 0 || SkipText(window))
            && ((flags & 0x10) == 0 || SkipText(window))
            && ((flags & 0x02) == 0 || Skip(window, 2));
        return (flags & 0xE0) != 0 ? "has a header with unknown flags" : isWhole ? null : "ends inside its header";
    }

    private static bool SkipExtra(GzipWindow window) =>
        window.ReadByte() is >= 0 and var low && window.ReadByte() is >= 0 and var high && Skip(window, low | (high << 8));

    private static bool SkipText(GzipWindow window)
    {
        for (var i = 0; i < LongestText; i++)
        {
            if (window.ReadByte() is var next and <= 0)
            {
                return next == 0;
            }
        }

        return false;
    }

    private static bool Skip(GzipWindow window, int count)
    {
        while (count > 0 && window.ReadByte() >= 0)
        {
            count--;
        }

        return count == 0;
    }
}
