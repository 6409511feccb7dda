using System.Buffers;
using System.Text;

namespace GrinToS3.Exporting.Parquet;

/// <summary>Thrift's compact protocol, as far as Parquet's metadata needs it: https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md.</summary>
/// <param name="target">Where to write.</param>
internal sealed class ThriftWriter(ArrayBufferWriter<byte> target)
{
    private const byte Int32Type = 5;
    private const byte Int64Type = 6;
    private const byte BinaryType = 8;
    private const byte ListType = 9;
    private const byte StructType = 12;

    private readonly Stack<int> _outer = new();
    private int _last;

    internal void Int32(int field, int value)
    {
        Field(field, Int32Type);
        ZigZag(value);
    }

    internal void Int64(int field, long value)
    {
        Field(field, Int64Type);
        ZigZag(value);
    }

    internal void Text(int field, string value)
    {
        Field(field, BinaryType);
        TextItem(value);
    }

    internal void StructList(int field, int count) => List(field, count, StructType);

    internal void Int32List(int field, params ReadOnlySpan<int> values)
    {
        List(field, values.Length, Int32Type);
        foreach (var value in values)
        {
            ZigZag(value);
        }
    }

    internal void TextList(int field, string value)
    {
        List(field, 1, BinaryType);
        TextItem(value);
    }

    /// <summary>Begins a structure that is a field of the one that is open.</summary>
    internal void BeginStruct(int field)
    {
        Field(field, StructType);
        BeginItem();
    }

    /// <summary>Begins a structure that is an item of a list, or the outermost one.</summary>
    internal void BeginItem()
    {
        _outer.Push(_last);
        _last = 0;
    }

    internal void End()
    {
        Byte(0);
        _last = _outer.Pop();
    }

    internal static void Varint(ArrayBufferWriter<byte> target, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            target.Write([(byte)(value | 0x80)]);
        }

        target.Write([(byte)value]);
    }

    private void List(int field, int count, byte type)
    {
        Field(field, ListType);
        if (count < 15)
        {
            Byte((byte)((count << 4) | type));
            return;
        }

        Byte((byte)(0xF0 | type));
        Varint(target, (ulong)count);
    }

    // No field of Parquet's is more than 15 above the one before it.
    private void Field(int field, byte type)
    {
        Byte((byte)(((field - _last) << 4) | type));
        _last = field;
    }

    private void TextItem(string value)
    {
        Varint(target, (ulong)Encoding.UTF8.GetByteCount(value));
        Encoding.UTF8.GetBytes(value, target);
    }

    private void ZigZag(long value) => Varint(target, (ulong)((value << 1) ^ (value >> 63)));

    private void Byte(byte value) => target.Write([value]);
}
