using GrinToS3.Progress;

namespace GrinToS3.Exporting;

/// <summary>
/// Writes volumes as CSV, byte for byte as Python's <c>csv</c> module does: headings, columns in table order, CRLF, quotes only where
/// needed, UTF-8 without a mark (spec: data-model 8.1).
/// </summary>
internal static class CsvExport
{
    /// <summary>Writes header and rows; memory does not grow with the rows.</summary>
    internal static long Write(ProgressReader reader, BookSelection selection, Stream target, CancellationToken cancellation)
    {
        using var csv = new CsvWriter(target);
        foreach (var column in selection.Columns)
        {
            csv.Field(column.CsvHeader());
        }

        csv.EndRow();
        BookColumn[] columns = [.. selection.Columns];
        var rows = reader.Read(selection, row => WriteRow(csv, columns, row), cancellation);
        csv.Flush();
        return rows;
    }

    private static void WriteRow(CsvWriter csv, BookColumn[] columns, BookRow row)
    {
        foreach (var column in columns)
        {
            csv.Field(column != BookColumn.IsDecrypted ? row[column] : row.IsDecrypted ? "TRUE"u8 : "FALSE"u8);
        }

        csv.EndRow();
    }
}
