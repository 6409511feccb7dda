using System.Text;

namespace GrinToS3.Testing.Listing;

/// <summary>What a page gave, in a form that two ways of reading it can be compared by.</summary>
public sealed record ReadListing(
    IReadOnlyList<string> Columns,
    IReadOnlyList<ReadListing.Row> Rows,
    int RowsWithoutBarcode,
    string? NextLink)
{
    public sealed record Row(string Barcode, string FilenameStem, IReadOnlyList<string> Values, IReadOnlyList<string?> Book);

    /// <summary>Everything, one value a line: equal texts are equal listings.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine($"next: {NextLink ?? "(none)"}").AppendLine($"without barcode: {RowsWithoutBarcode}");
        text.AppendLine($"columns: {Join(Columns)}");
        foreach (var row in Rows)
        {
            text.AppendLine($"row {row.Barcode} | {row.FilenameStem}: {Join(row.Values)}");
            text.AppendLine($"book: {Join(row.Book)}");
        }

        return text.ToString();
    }

    private static string Join(IEnumerable<string?> values) => string.Join(" | ", values.Select(value => value is null ? "null" : $"[{value}]"));
}
