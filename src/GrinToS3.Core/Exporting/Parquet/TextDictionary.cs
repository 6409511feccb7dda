using System.Buffers;
using System.IO.Hashing;

namespace GrinToS3.Exporting.Parquet;

/// <summary>Numbers distinct texts in the order in which they come; a hash table with open addresses over one buffer, without an object a text.</summary>
internal sealed class TextDictionary
{
    private const int FirstSlots = 256;

    private readonly ArrayBufferWriter<byte> _entries = new();
    private readonly List<int> _starts = [];
    private readonly List<uint> _hashes = [];

    // The number of an entry + 1; 0 is free. At most half of them are taken.
    private int[] _slots = new int[FirstSlots];

    internal int Count => _starts.Count;

    /// <summary>All of them, in Parquet's plain encoding: the length in four bytes, then the text.</summary>
    internal ReadOnlySpan<byte> Entries => _entries.WrittenSpan;

    internal ReadOnlySpan<byte> this[int number]
    {
        get
        {
            var end = number + 1 < _starts.Count ? _starts[number + 1] : _entries.WrittenCount;
            return _entries.WrittenSpan[(_starts[number] + sizeof(int))..end];
        }
    }

    /// <summary>The number of a text, a new one where it is new.</summary>
    internal int NumberOf(ReadOnlySpan<byte> text)
    {
        var hash = (uint)XxHash3.HashToUInt64(text);
        var slot = Slot(hash);
        for (; _slots[slot] != 0; slot = (slot + 1) & (_slots.Length - 1))
        {
            var number = _slots[slot] - 1;
            if (_hashes[number] == hash && this[number].SequenceEqual(text))
            {
                return number;
            }
        }

        _starts.Add(_entries.WrittenCount);
        _hashes.Add(hash);
        TextColumn.Append(_entries, text);
        _slots[slot] = _starts.Count;
        if (_starts.Count * 2 > _slots.Length)
        {
            Grow();
        }

        return _starts.Count - 1;
    }

    internal void Clear()
    {
        _entries.ResetWrittenCount();
        _starts.Clear();
        _hashes.Clear();
        Array.Clear(_slots);
    }

    private void Grow()
    {
        _slots = new int[_slots.Length * 2];
        for (var number = 0; number < _hashes.Count; number++)
        {
            var slot = Slot(_hashes[number]);
            while (_slots[slot] != 0)
            {
                slot = (slot + 1) & (_slots.Length - 1);
            }

            _slots[slot] = number + 1;
        }
    }

    private int Slot(uint hash) => (int)(hash & (uint)(_slots.Length - 1));
}
