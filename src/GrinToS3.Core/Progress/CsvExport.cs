namespace GrinToS3.Progress;

/// <summary>
/// Writes all volumes as CSV, byte for byte as Python's <c>csv</c> module does: header, 54 columns in table order, CRLF, quotes only where
/// needed, UTF-8 without a mark (spec: data-model 8.1).
/// </summary>
public static class CsvExport
{
    /// <summary>Writes header and rows; memory does not grow with the rows.</summary>
    /// <param name="reader">The progress file or a snapshot of it.</param>
    /// <param name="target">Where to write; left open.</param>
    /// <param name="cancellation">Ends the export between two rows.</param>
    /// <returns>How many rows were written, without the header.</returns>
    public static long Write(ProgressReader reader, Stream target, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(target);
        using var csv = new CsvWriter(target);
        foreach (var column in Enum.GetValues<BookColumn>())
        {
            csv.Field(column.CsvHeader());
        }

        csv.EndRow();
        var rows = reader.ReadAll(row => WriteRow(csv, row), cancellation);
        csv.Flush();
        return rows;
    }

    private static void WriteRow(CsvWriter csv, BookRow row)
    {
        for (var column = 0; column < BookColumns.Count; column++)
        {
            var value = row[(BookColumn)column];
            csv.Field((BookColumn)column == BookColumn.IsDecrypted ? Boolean(value) : value);
        }

        csv.EndRow();
    }

    // The column has numeric affinity, but other programs may have left words in it; NULL is its default, false.
    private static ReadOnlySpan<byte> Boolean(ReadOnlySpan<byte> value) =>
        value.SequenceEqual("1"u8) || System.Text.Ascii.EqualsIgnoreCase(value, "true"u8) ? "TRUE"u8 : "FALSE"u8;
}
