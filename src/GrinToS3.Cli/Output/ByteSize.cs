using System.Globalization;

namespace GrinToS3.Cli.Output;

/// <summary>Reads sizes as people write them: <c>10MB</c>, <c>64KiB</c>, <c>1.5 GB</c>, or bytes.</summary>
internal static class ByteSize
{
    private static readonly (string Unit, double Bytes)[] Units =
    [
        ("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30), ("kB", 1e3), ("MB", 1e6), ("GB", 1e9), ("B", 1), ("", 1),
    ];

    internal static bool TryParse(string text, out long bytes)
    {
        var (unit, factor) = Array.Find(Units, unit => text.EndsWith(unit.Unit, StringComparison.OrdinalIgnoreCase));
        var isNumber = double.TryParse(text[..^unit.Length].TrimEnd(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number);
        bytes = isNumber && number * factor <= long.MaxValue / 2 ? (long)(number * factor) : 0;
        return isNumber && bytes > 0;
    }
}
