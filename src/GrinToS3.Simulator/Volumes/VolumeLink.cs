using GrinToS3.Simulator.Html;

namespace GrinToS3.Simulator.Volumes;

/// <summary>The public address of a volume in Google Books.</summary>
internal static class VolumeLink
{
    private const int IdLength = 12;

    private static ReadOnlySpan<byte> Alphabet => "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"u8;

    public static void Append(ref Utf8Chunk chunk, Dice dice)
    {
        chunk.Append("https://books.google.com/books?id="u8);
        var id = chunk.Take(IdLength);
        var bits = dice.Bits(Roll.Link);
        for (var i = 0; i < id.Length; i++, bits = ulong.RotateRight(bits, 5))
        {
            id[i] = Alphabet[(int)(bits & 63)];
        }
    }
}
