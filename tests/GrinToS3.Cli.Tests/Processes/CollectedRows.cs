using GrinToS3.Progress;
using GrinToS3.Simulator.Volumes;

namespace GrinToS3.Cli.Processes;

/// <summary>The eleven collected columns of a run, and what they must be.</summary>
internal static class CollectedRows
{
    /// <summary>Every row, in the order of the barcodes.</summary>
    internal static List<string> Of(string database)
    {
        using var reader = ProgressReader.Open(database);
        var rows = new List<string>();
        reader.ReadAll(row => rows.Add(Join(row.ToRecord())), CancellationToken.None);
        return [.. rows.Order(StringComparer.Ordinal)];
    }

    /// <summary>The same, worked out from the library without any of the code under test.</summary>
    internal static List<string> Expected(SimulatedLibrary library) =>
    [
        .. library.Books.Select(static book => string.Join('|', (string?[])[
            book.Barcode, book.Title, Iso(book.ScannedDate), Iso(book.ConvertedDate), Iso(book.DownloadedDate), Iso(book.ProcessedDate),
            Iso(book.AnalyzedDate), Iso(book.OcrDate), book.GoogleBooksLink, "NULL", book.State])).Order(StringComparer.Ordinal),
    ];

    /// <summary>The CSV without its last two columns, which tell when this tool wrote the row.</summary>
    internal static List<string> CsvWithoutTimes(string csv) =>
        [.. File.ReadLines(csv).Select(static line => line[..line.LastIndexOf(',', line.LastIndexOf(',') - 1)])];

    private static string Join(BookRecord book) => string.Join('|', Enumerable.Range(0, 11).Select(column => book[(BookColumn)column] ?? "NULL"));

    private static string Iso(string grinDate) => grinDate is "" ? "NULL" : grinDate.Replace('/', '-').Replace(' ', 'T') + ":00";
}
