using GrinToS3.Progress;

namespace GrinToS3.Exporting;

/// <summary>Writes volumes of a progress file or of a snapshot of it, in the order in which they were added: the same rows are the same bytes in every host.</summary>
public static class BookExport
{
    /// <summary>Writes the selected volumes; memory does not grow with the rows.</summary>
    /// <param name="reader">The file.</param>
    /// <param name="selection">Which volumes and columns.</param>
    /// <param name="format">In which form.</param>
    /// <param name="target">Where to write, from where it stands on and without seeking; left open.</param>
    /// <param name="cancellation">Ends the export between two rows.</param>
    /// <returns>How many volumes were written.</returns>
    public static long Write(ProgressReader reader, BookSelection selection, ExportFormat format, Stream target, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(selection);
        ArgumentNullException.ThrowIfNull(target);
        return format switch
        {
            ExportFormat.Csv => CsvExport.Write(reader, selection, target, cancellation),
            ExportFormat.Parquet => ParquetExport.Write(reader, selection, target, cancellation),
            ExportFormat.Jsonl => JsonLinesExport.Write(reader, selection, target, cancellation),
            _ => throw new ArgumentOutOfRangeException(nameof(format)),
        };
    }
}
