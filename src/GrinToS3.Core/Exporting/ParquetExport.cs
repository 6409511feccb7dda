using GrinToS3.Exporting.Parquet;
using GrinToS3.Progress;

namespace GrinToS3.Exporting;

/// <summary>
/// Writes volumes as Apache Parquet: columns by their names in SQL; text as nullable UTF-8 as stored, dates too, for they are not of one form (spec: data-model 2);
/// <c>is_decrypted</c> as a boolean. Memory is bounded by a group of rows.
/// </summary>
internal static class ParquetExport
{
    internal static long Write(ProgressReader reader, BookSelection selection, Stream target, CancellationToken cancellation)
    {
        BookColumn[] columns = [.. selection.Columns];
        var chunks = Array.ConvertAll(columns, static ParquetColumn (column) =>
            column == BookColumn.IsDecrypted ? new BooleanColumn(column.SqlName()) : new TextColumn(column.SqlName()));
        using var file = new ParquetWriter(target, chunks);
        var rows = reader.Read(
            selection,
            row =>
            {
                for (var i = 0; i < columns.Length; i++)
                {
                    if (chunks[i] is TextColumn text)
                    {
                        text.Add(row[columns[i]], row.IsNull(columns[i]));
                    }
                    else
                    {
                        ((BooleanColumn)chunks[i]).Add(row.IsDecrypted);
                    }
                }

                file.EndRow();
            },
            cancellation);
        file.Complete();
        return rows;
    }
}
