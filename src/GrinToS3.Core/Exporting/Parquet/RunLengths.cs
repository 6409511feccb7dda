using System.Buffers;

namespace GrinToS3.Exporting.Parquet;

/// <summary>Parquet's hybrid of run lengths and bit packing: https://parquet.apache.org/docs/file-format/data-pages/encodings/#RLE.</summary>
internal static class RunLengths
{
    private const int Group = 8;

    /// <summary>How many bits a value up to a largest one takes; at least one.</summary>
    internal static int Width(int largest) => Math.Max(1, 32 - int.LeadingZeroCount(largest));

    /// <summary>Writes values of at most <paramref name="width"/> bits.</summary>
    internal static void Write(ArrayBufferWriter<byte> target, ReadOnlySpan<int> values, int width)
    {
        var packed = 0;
        var at = 0;
        while (at < values.Length)
        {
            var run = values[at..].IndexOfAnyExcept(values[at]) is >= 0 and var length ? length : values.Length - at;
            if (run < Group)
            {
                // A packed run holds whole groups: the next place to look for a long run is behind this one.
                at = Math.Min(at + Group, values.Length);
                continue;
            }

            Pack(target, values[packed..at], width);
            ThriftWriter.Varint(target, (ulong)run << 1);
            for (var shift = 0; shift < width; shift += 8)
            {
                target.Write([(byte)(values[at] >> shift)]);
            }

            packed = at += run;
        }

        Pack(target, values[packed..], width);
    }

    /// <summary>Packs groups of eight, the last one filled with zeros.</summary>
    private static void Pack(ArrayBufferWriter<byte> target, ReadOnlySpan<int> values, int width)
    {
        if (values.IsEmpty)
        {
            return;
        }

        var groups = (values.Length + Group - 1) / Group;
        ThriftWriter.Varint(target, ((ulong)groups << 1) | 1);
        var bytes = target.GetSpan(groups * width)[..(groups * width)];
        bytes.Clear();
        ulong pending = 0;
        var (bits, next) = (0, 0);
        foreach (var value in values)
        {
            pending |= (ulong)value << bits;
            for (bits += width; bits >= 8; bits -= 8)
            {
                bytes[next++] = (byte)pending;
                pending >>= 8;
            }
        }

        if (bits > 0)
        {
            bytes[next] = (byte)pending;
        }

        target.Advance(bytes.Length);
    }
}
