using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace GrinToS3.Exporting.Parquet;

/// <summary>
/// Text, some of it null: numbers of a dictionary's entries where values repeat, else the values one after the other. What has shown itself to be of many values once is
/// not looked up in the groups after it.
/// </summary>
/// <param name="name">The column's name.</param>
internal sealed class TextColumn(string name) : ParquetColumn(name)
{
    private const int Null = -1;
    private const int FewEntries = 512;

    private readonly TextDictionary _dictionary = new();
    private readonly ArrayBufferWriter<byte> _plain = new();
    private int[] _numbers = new int[1024];
    private int _count;
    private bool _isPlain;
    private int _nulls;

    internal override bool IsText => true;

    internal override int Bytes => _plain.WrittenCount + _dictionary.Entries.Length;

    internal override int Nulls => _nulls;

    internal override int DictionaryCount => _dictionary.Count;

    internal override ReadOnlySpan<byte> Dictionary => _dictionary.Entries;

    /// <summary>Adds a value; what is not UTF-8 in it becomes U+FFFD, for readers refuse the whole file else.</summary>
    internal void Add(ReadOnlySpan<byte> value, bool isNull)
    {
        if (_count == _numbers.Length)
        {
            Array.Resize(ref _numbers, _count * 2);
        }

        ref var number = ref _numbers[_count++];
        if (isNull)
        {
            number = Null;
            _nulls++;
            return;
        }

        if (!Utf8.IsValid(value))
        {
            value = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(value));
        }

        if (_isPlain)
        {
            number = 0;
            Append(_plain, value);
            return;
        }

        number = _dictionary.NumberOf(value);
        if (_dictionary.Count > FewEntries && _dictionary.Count > (_count - _nulls) / 2)
        {
            LeaveDictionary();
        }
    }

    internal override void WriteValues(ArrayBufferWriter<byte> page)
    {
        WriteLevels(page);
        if (DictionaryCount == 0)
        {
            page.Write(_plain.WrittenSpan);
            return;
        }

        var width = RunLengths.Width(_dictionary.Count - 1);
        page.Write([(byte)width]);
        RunLengths.Write(page, WithoutNulls(), width);
    }

    internal override void Clear()
    {
        _dictionary.Clear();
        _plain.ResetWrittenCount();
        (_count, _nulls) = (0, 0);
    }

    internal static void Append(ArrayBufferWriter<byte> target, ReadOnlySpan<byte> value)
    {
        var span = target.GetSpan(sizeof(int) + value.Length);
        BinaryPrimitives.WriteInt32LittleEndian(span, value.Length);
        value.CopyTo(span[sizeof(int)..]);
        target.Advance(sizeof(int) + value.Length);
    }

    /// <summary>Whether each value is there (1) or null (0), with the length in front.</summary>
    private void WriteLevels(ArrayBufferWriter<byte> page)
    {
        var rented = ArrayPool<int>.Shared.Rent(_count);
        for (var i = 0; i < _count; i++)
        {
            rented[i] = _numbers[i] == Null ? 0 : 1;
        }

        var levels = new ArrayBufferWriter<byte>();
        RunLengths.Write(levels, rented.AsSpan(0, _count), width: 1);
        ArrayPool<int>.Shared.Return(rented);
        Append(page, levels.WrittenSpan);
    }

    /// <summary>The numbers moved together; the places of the nulls are written by then.</summary>
    private ReadOnlySpan<int> WithoutNulls()
    {
        var kept = 0;
        foreach (var number in _numbers.AsSpan(0, _count))
        {
            if (number != Null)
            {
                _numbers[kept++] = number;
            }
        }

        return _numbers.AsSpan(0, kept);
    }

    private void LeaveDictionary()
    {
        _isPlain = true;
        foreach (var number in _numbers.AsSpan(0, _count))
        {
            if (number != Null)
            {
                Append(_plain, _dictionary[number]);
            }
        }

        _dictionary.Clear();
    }
}
