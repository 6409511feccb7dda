using System.Globalization;
using System.Text;
using GrinToS3.Progress;

namespace GrinToS3.Benchmarks.Scenarios;

/// <summary>Volumes as a list shows them, 200 to 350 bytes each, in pseudo-random order of their barcodes; held in pinned memory.</summary>
internal sealed unsafe class SampleBooks
{
    private const int Fields = (int)BookColumn.GrinState + 1;
    private const int MaxRowBytes = 400;
    private const long Prime = 1_000_000_007;

    private static readonly string[] Words = ["Mosses", "of the", "Northern", "Fells", "and", "their", "Habitats", "Collected", "by a", "Society", "Proceedings", "Volume"];
    private static readonly string[] States = ["CONVERTED", "PREVIOUSLY_DOWNLOADED", "NOT_AVAILABLE_FOR_DOWNLOAD", "CHECKED_IN"];

    private readonly byte[] _bytes;
    private readonly byte* _start;
    private readonly int[] _offsets;
    private readonly int[] _lengths;

    public SampleBooks(int capacity)
    {
        _bytes = GC.AllocateUninitializedArray<byte>(capacity * MaxRowBytes, pinned: true);
        _offsets = new int[capacity * Fields];
        _lengths = new int[capacity * Fields];
        fixed (byte* start = _bytes)
        {
            _start = start;
        }
    }

    public int Count { get; private set; }

    public static string Barcode(long index) =>
        (39_015_000_000_000 + (index * 654_188_429 % Prime)).ToString(CultureInfo.InvariantCulture);

    /// <summary>Makes the volumes of a range; the same for the same range.</summary>
    public void Fill(long first, int count)
    {
        Count = count;
        var at = 0;
        var text = new StringBuilder();
        for (var row = 0; row < count; row++)
        {
            var index = first + row;
            text.Clear();
            for (var word = 0; word < 4 + (index % 9); word++)
            {
                text.Append(Words[(index + (word * 7)) % Words.Length]).Append(' ');
            }

            var date = $"20{10 + (index % 14)}-0{1 + (index % 9)}-1{index % 10}T18:40:00";
            var barcode = Barcode(index);
            var optional = index % 3 == 0 ? null : date;
            string?[] values =
            [
                barcode, text.ToString(), date, optional, optional, date, date, optional,
                $"https://books.google.com/books?id=ZZ{barcode}", null, States[index % States.Length],
            ];
            for (var field = 0; field < Fields; field++)
            {
                var slot = (row * Fields) + field;
                _offsets[slot] = at;
                _lengths[slot] = values[field] is { } value ? Encoding.UTF8.GetBytes(value, _bytes.AsSpan(at)) : -1;
                at += Math.Max(0, _lengths[slot]);
            }
        }
    }

    public void WriteTo(InboxWriter writer)
    {
        for (var row = 0; row < Count; row++)
        {
            writer.BeginRow(BatchRowKind.Book);
            for (var slot = row * Fields; slot < (row + 1) * Fields; slot++)
            {
                if (_lengths[slot] < 0)
                {
                    writer.NullField();
                }
                else
                {
                    writer.Field(new ReadOnlySpan<byte>(_start + _offsets[slot], _lengths[slot]));
                }
            }
        }
    }

    public void Bind(Statement statement, int row)
    {
        for (var field = 0; field < Fields; field++)
        {
            var slot = (row * Fields) + field;
            if (_lengths[slot] < 0)
            {
                statement.BindNull(field + 1);
            }
            else
            {
                statement.BindPinned(field + 1, _start + _offsets[slot], _lengths[slot]);
            }
        }
    }
}
