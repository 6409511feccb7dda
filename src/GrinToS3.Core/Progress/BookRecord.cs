namespace GrinToS3.Progress;

/// <summary>One volume as the progress file knows it.</summary>
public sealed class BookRecord
{
    private readonly string?[] _values;

    internal BookRecord(string?[] values) => _values = values;

    /// <summary>The volume's identifier.</summary>
    public string Barcode => this[BookColumn.Barcode] ?? "";

    /// <summary>A column as text, null where it is NULL; dates and states are as stored (spec: data-model 2).</summary>
    /// <param name="column">The column.</param>
    public string? this[BookColumn column] => _values[(int)column];
}
