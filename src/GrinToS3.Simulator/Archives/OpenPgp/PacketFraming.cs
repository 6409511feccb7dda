using System.Buffers.Binary;
using System.Numerics;
using GrinToS3.Simulator.Archives.Packing;

namespace GrinToS3.Simulator.Archives.OpenPgp;

/// <summary>How a packet tells its length (RFC 4880, section 4.2).</summary>
/// <param name="PartExponent">In parts of 2 to this power, from 9 to 30; null for the whole length in front.</param>
internal readonly record struct PacketFraming(int? PartExponent)
{
    private const int MostPartsExponent = 12;

    /// <summary>Splits a body into its parts; the header of the first bears the packet's tag.</summary>
    public IEnumerable<PacketFrame> Split(int tag, long length)
    {
        byte[] start = [(byte)(0xC0 | tag)];
        if (PartExponent is { } exponent)
        {
            // The last part must not be partial, and the first must not be short: a body that fits into one part is not split.
            for (var part = 1L << exponent; length > part; length -= part, start = [])
            {
                yield return new PacketFrame([.. start, (byte)(0xE0 | exponent)], part);
            }
        }

        yield return new PacketFrame([.. start, .. Definite((uint)length)], length);
    }

    /// <summary>The packet's length with all headers.</summary>
    public long Measure(int tag, long length) => Split(tag, length).Sum(frame => frame.Header.Length + frame.Length);

    /// <summary>Wraps a body in a packet; where it is large, in larger parts than it says, so that there are not too many.</summary>
    public ByteRope Wrap(int tag, ByteRope body)
    {
        var packet = new ByteRope();
        var reader = new RopeReader(body);
        var framing = PartExponent is { } exponent ? new PacketFraming(Math.Max(exponent, BitOperations.Log2((ulong)body.Length) - MostPartsExponent)) : this;
        foreach (var frame in framing.Split(tag, body.Length))
        {
            packet.Add(frame.Header);
            for (var left = frame.Length; left > 0;)
            {
                var piece = reader.Take((int)Math.Min(left, int.MaxValue));
                packet.Add(piece);
                left -= piece.Length;
            }
        }

        return packet;
    }

    private static byte[] Definite(uint length)
    {
        switch (length)
        {
            case < 192:
                return [(byte)length];
            case < 8384:
                return [(byte)((length - 192 >> 8) + 192), (byte)(length - 192)];
            default:
                var bytes = new byte[5];
                bytes[0] = 0xFF;
                BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(1), length);
                return bytes;
        }
    }
}
