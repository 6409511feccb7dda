using System.Buffers;

namespace GrinToS3.Exporting.Parquet;

/// <summary>Booleans, none of them null, a bit each.</summary>
/// <param name="name">The column's name.</param>
internal sealed class BooleanColumn(string name) : ParquetColumn(name)
{
    private readonly ArrayBufferWriter<byte> _bits = new();
    private byte _pending;
    private int _count;

    internal override bool IsText => false;

    internal override int Bytes => _bits.WrittenCount;

    internal override int Nulls => 0;

    internal override int DictionaryCount => 0;

    internal override ReadOnlySpan<byte> Dictionary => [];

    internal void Add(bool value)
    {
        _pending |= (byte)((value ? 1 : 0) << (_count % 8));
        if (++_count % 8 == 0)
        {
            _bits.Write([_pending]);
            _pending = 0;
        }
    }

    internal override void WriteValues(ArrayBufferWriter<byte> page)
    {
        page.Write(_bits.WrittenSpan);
        if (_count % 8 != 0)
        {
            page.Write([_pending]);
        }
    }

    internal override void Clear()
    {
        _bits.ResetWrittenCount();
        (_pending, _count) = (0, 0);
    }
}
