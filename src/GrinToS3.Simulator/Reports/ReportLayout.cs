namespace GrinToS3.Simulator.Reports;

/// <summary>How the answer of <c>_barcode_search</c> is laid out: as GRIN does it, or with its columns changed.</summary>
public sealed record ReportLayout
{
    /// <summary>As GRIN does it (spec: grin-protocol 6).</summary>
    public static readonly ReportLayout Usual = new();

    /// <summary>The column that is not there; null for none.</summary>
    public string? Missing { get; init; }

    /// <summary>Whether columns are added that a client may not know.</summary>
    public bool HasMore { get; init; }

    /// <summary>Whether the columns come in the opposite order.</summary>
    public bool IsReversed { get; init; }

    /// <summary>The columns, in order.</summary>
    internal IReadOnlyList<ReportColumn> Columns()
    {
        var columns = ReportColumn.All.Where(column => column.Name != Missing).ToList();
        if (HasMore)
        {
            columns.InsertRange(3, ReportColumn.More);
        }

        if (IsReversed)
        {
            columns.Reverse();
        }

        return columns;
    }
}
