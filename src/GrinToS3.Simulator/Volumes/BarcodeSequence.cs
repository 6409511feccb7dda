using System.Globalization;
using GrinToS3.Simulator.Html;

namespace GrinToS3.Simulator.Volumes;

/// <summary>
/// The barcodes of a library, in the order in which GRIN lists its volumes: unique, and no more sorted than a real inventory.
/// A Feistel network over 24 bits maps each volume's position to a number, one to one, so that no list is kept.
/// </summary>
internal sealed class BarcodeSequence(int seed)
{
    /// <summary>How many volumes a library can have.</summary>
    public const int Capacity = 10_000_000;

    private const int HalfBits = 12;
    private const uint HalfMask = (1 << HalfBits) - 1;
    private const int Rounds = 4;

    // Spreads the numbers, so that unknown barcodes lie between known ones; 2^24 * 593 still has ten digits.
    private const long Spread = 593;
    private const int OneInAlphanumeric = 200;
    private const int AlphanumericLength = 5;

    private readonly ulong[] _keys = [.. Enumerable.Range(0, Rounds).Select(round => Dice.For(~seed, round).Key)];

    /// <summary>Appends 14 digits, or for a few volumes a short stem such as <c>YL1BTJ</c> (spec: grin-protocol 10).</summary>
    public void Append(ref Utf8Chunk chunk, int index, Dice dice)
    {
        var number = NumberOf((uint)index);
        if (dice.Number(Roll.BarcodeForm, OneInAlphanumeric) != 0)
        {
            chunk.Append("9000"u8);
            chunk.AppendDigits(number * Spread, 10);
            return;
        }

        chunk.Append("Y"u8);
        var stem = chunk.Take(AlphanumericLength);
        for (var i = AlphanumericLength - 1; i >= 0; i--)
        {
            stem[i] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"u8[(int)(number % 36)];
            number /= 36;
        }
    }

    /// <summary>Finds the position of a barcode, should it be one; whether the volume there really bears it, the caller has to see.</summary>
    public bool TryFind(ReadOnlySpan<char> barcode, out int index)
    {
        index = 0;
        long number = 0;
        if (barcode.Length == 1 + AlphanumericLength && barcode[0] == 'Y')
        {
            foreach (var character in barcode[1..])
            {
                number = number * 36 + (char.IsAsciiDigit(character) ? character - '0' : character - 'A' + 10);
            }
        }
        else if (barcode.Length == 14 && barcode.StartsWith("9000", StringComparison.Ordinal)
            && long.TryParse(barcode[4..], NumberStyles.None, CultureInfo.InvariantCulture, out var spread) && spread % Spread == 0)
        {
            number = spread / Spread;
        }
        else
        {
            return false;
        }

        if (number is < 0 or >= 1 << 2 * HalfBits)
        {
            return false;
        }

        index = IndexOf((uint)number);
        return true;
    }

    private int IndexOf(uint number)
    {
        var (left, right) = (number >> HalfBits & HalfMask, number & HalfMask);
        foreach (var key in _keys.AsEnumerable().Reverse())
        {
            (left, right) = (right ^ Round(left, key), left);
        }

        return (int)(left << HalfBits | right);
    }

    private static uint Round(uint half, ulong key) => (uint)((half + key) * 0xD6E8FEB86659FD93 >> 40) & HalfMask;

    private uint NumberOf(uint index)
    {
        var (left, right) = (index >> HalfBits & HalfMask, index & HalfMask);
        foreach (var key in _keys)
        {
            (left, right) = (right, left ^ Round(right, key));
        }

        return left << HalfBits | right;
    }
}
