namespace GrinToS3.Progress;

/// <summary>One row of <c>books</c> while it is read: UTF-8 in SQLite's memory, valid only inside the callback that gets it.</summary>
public readonly ref struct BookRow
{
    private readonly Statement _statement;

    internal BookRow(Statement statement) => _statement = statement;

    /// <summary>A column's text; empty for NULL.</summary>
    /// <param name="column">The column.</param>
    public ReadOnlySpan<byte> this[BookColumn column] => _statement.Utf8((int)column);

    /// <summary>Whether a column is NULL.</summary>
    /// <param name="column">The column.</param>
    public bool IsNull(BookColumn column) => _statement.IsNull((int)column);

    /// <summary>A copy that may be kept.</summary>
    public BookRecord ToRecord()
    {
        var values = new string?[BookColumns.Count];
        for (var column = 0; column < values.Length; column++)
        {
            values[column] = _statement.Text(column);
        }

        return new BookRecord(values);
    }
}
