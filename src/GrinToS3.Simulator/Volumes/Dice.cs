using System.Buffers.Binary;

namespace GrinToS3.Simulator.Volumes;

/// <summary>The chance of one volume: the same seed, volume and roll give the same number on every machine.</summary>
internal readonly record struct Dice(ulong Key)
{
    public static Dice For(int seed, int index) => new(Scramble(Scramble(0, (uint)seed), (uint)index));

    /// <summary>64 bits that are independent of those of every other roll.</summary>
    public ulong Bits(Roll roll) => Scramble(Key, (ulong)roll);

    /// <summary>A number from 0 to one less than <paramref name="sides"/>.</summary>
    public int Number(Roll roll, int sides) => Scale(Bits(roll), sides);

    /// <summary>Fills a buffer with bytes that no compression makes smaller.</summary>
    public void Fill(Roll roll, Span<byte> buffer)
    {
        var key = Bits(roll);
        Span<byte> last = stackalloc byte[sizeof(ulong)];
        for (var i = 0UL; !buffer.IsEmpty; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(last, Scramble(key, i));
            var taken = Math.Min(buffer.Length, last.Length);
            last[..taken].CopyTo(buffer);
            buffer = buffer[taken..];
        }
    }

    /// <summary>The dice of something that happened to this volume.</summary>
    public Dice Of(Roll roll, int occasion) => new(Scramble(Bits(roll), (uint)occasion));

    /// <summary>Maps the upper half of <paramref name="bits"/> onto 0 to one less than <paramref name="sides"/>.</summary>
    public static int Scale(ulong bits, int sides) => (int)((bits >> 32) * (ulong)sides >> 32);

    // SplitMix64: one addition and two multiplications, and every output bit depends on every input bit.
    private static ulong Scramble(ulong key, ulong value)
    {
        var x = key + (value + 1) * 0x9E3779B97F4A7C15;
        x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9;
        x = (x ^ x >> 27) * 0x94D049BB133111EB;
        return x ^ x >> 31;
    }
}
