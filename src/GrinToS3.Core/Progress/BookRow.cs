using System.Text;

namespace GrinToS3.Progress;

/// <summary>One row of <c>books</c> while it is read: UTF-8 in SQLite's memory, valid only inside the callback that gets it.</summary>
public readonly ref struct BookRow
{
    private readonly Statement _statement;
    private readonly int[]? _positions;

    /// <param name="statement">The query, at the row.</param>
    /// <param name="positions">Where in it each column of the table stands; null where it is each at its own place.</param>
    internal BookRow(Statement statement, int[]? positions = null) => (_statement, _positions) = (statement, positions);

    /// <summary>A column's text; empty for NULL.</summary>
    /// <param name="column">The column.</param>
    public ReadOnlySpan<byte> this[BookColumn column] => _statement.Utf8(At(column));

    /// <summary>Whether a column is NULL.</summary>
    /// <param name="column">The column.</param>
    public bool IsNull(BookColumn column) => _statement.IsNull(At(column));

    /// <summary>What <c>is_decrypted</c> says. It has numeric affinity, but other programs may have left words in it; NULL is its default, false.</summary>
    public bool IsDecrypted => this[BookColumn.IsDecrypted] is var value && (value.SequenceEqual("1"u8) || Ascii.EqualsIgnoreCase(value, "true"u8));

    /// <summary>A copy that may be kept; only of a row of the whole table.</summary>
    public BookRecord ToRecord()
    {
        var values = new string?[BookColumns.Count];
        for (var column = 0; column < values.Length; column++)
        {
            values[column] = _statement.Text(column);
        }

        return new BookRecord(values);
    }

    private int At(BookColumn column) => _positions is null ? (int)column
        : _positions[(int)column] is >= 0 and var position ? position : throw new InvalidOperationException($"{column} was not selected");
}
