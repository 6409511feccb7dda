using GrinToS3.Grin.Listing.Markup;

namespace GrinToS3.Grin.Listing;

/// <summary>Reads the cells of one row after another into one buffer, and gives complete rows to the sink.</summary>
/// <param name="sink">Takes the rows.</param>
/// <param name="problem">Is told of what cannot be read.</param>
internal sealed class RowReader(IListingSink sink, PageProblem problem)
{
    /// <summary>A row with fewer cells is decoration (spec: grin-protocol 4.2).</summary>
    public const int FewestCells = 2;

    private const int LongestRow = 1024 * 1024;
    private readonly ByteBuffer _text = new(LongestRow);
    private CellSpan[] _cells = [];
    private bool[] _isTextOnly = [];
    private bool[] _isNamed = [];
    private int _filled;
    private int _column;
    private int _start;
    private bool _hasLink;

    /// <summary>The columns, once the heading row was read.</summary>
    public ListingColumns? Columns { get; private set; }

    public long Rows { get; private set; }

    public long RowsWithoutBarcode { get; private set; }

    /// <summary>Whether a text that comes now is part of a value.</summary>
    public bool WantsText { get; private set; }

    public void Begin(ListingColumns columns)
    {
        Columns = columns;
        _cells = new CellSpan[columns.Count];
        _isTextOnly = [.. columns.Keys.Select(key => key is ListingColumns.BarcodeKey or ListingColumns.FilenameKey)];
        _isNamed = [.. columns.Keys.Select(key => key.Length > 0)];
        sink.OnHeading(columns);
    }

    public void OpenCell(int column)
    {
        _column = column;
        _start = _text.Length;
        _hasLink = false;
        WantsText = column < _isNamed.Length && _isNamed[column];
    }

    public void Text(ReadOnlySpan<byte> run)
    {
        TextDecoder.AppendText(run, _text);
        CheckLength();
    }

    /// <summary>Takes the address of a link in the open cell, decoded; the first one is the cell's value.</summary>
    public void Link(ReadOnlySpan<byte> address)
    {
        if (!_isTextOnly[_column])
        {
            _text.TruncateTo(_start);
            _text.Append(address);
            CheckLength();
            _hasLink = true;
            WantsText = false;
        }
    }

    public void CloseCell()
    {
        WantsText = false;
        if (_column < _cells.Length)
        {
            var cell = new CellSpan(_start, _text.Length - _start);
            _cells[_column] = _hasLink ? cell : Utf8Text.Trim(_text.Written, cell);
            _filled = _column + 1;
        }
    }

    public void CloseRow(int cells)
    {
        if (cells >= FewestCells)
        {
            _cells.AsSpan(_filled).Clear();
            var row = new ListingRow(Columns!, _text.Written, _cells);
            if (row.Barcode.IsEmpty)
            {
                RowsWithoutBarcode++;
            }
            else
            {
                Rows++;
                sink.OnRow(row);
            }
        }

        _filled = 0;
        _text.Clear();
    }

    private void CheckLength()
    {
        if (_text.IsOverLimit)
        {
            problem.Irregular($"a row of more than {LongestRow} bytes");
        }
    }
}
