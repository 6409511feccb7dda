using GrinToS3.Grin.Reports;
using GrinToS3.Progress;

namespace GrinToS3.Enriching;

/// <summary>Which column of a report fills which column of <c>books</c>, by exact name (spec: grin-protocol 6).</summary>
internal sealed class EnrichmentColumns
{
    private static readonly Dictionary<string, BookColumn> Known = new(StringComparer.Ordinal)
    {
        ["State"] = BookColumn.GrinState,
        ["Viewability"] = BookColumn.GrinViewability,
        ["Opted-Out (post-scan)"] = BookColumn.GrinOptedOut,
        ["Conditions"] = BookColumn.GrinConditions,
        ["Scannable"] = BookColumn.GrinScannable,
        ["Tagging"] = BookColumn.GrinTagging,
        ["Audit"] = BookColumn.GrinAudit,
        ["Material Error%"] = BookColumn.GrinMaterialErrorPercent,
        ["Overall Error%"] = BookColumn.GrinOverallErrorPercent,
        ["Claimed"] = BookColumn.GrinClaimed,
        ["OCR Analysis Score"] = BookColumn.GrinOcrAnalysisScore,
        ["OCR GTD Score"] = BookColumn.GrinOcrGtdScore,
        ["Digitization Method"] = BookColumn.GrinDigitizationMethod,
        ["Check-In Date"] = BookColumn.GrinCheckInDate,
        ["Source Library Bibkey"] = BookColumn.GrinSourceLibraryBibkey,
        ["Rubbish"] = BookColumn.GrinRubbish,
        ["Allow Download Updated Date"] = BookColumn.GrinAllowDownloadUpdatedDate,
        ["Viewability Updated Date"] = BookColumn.GrinViewabilityUpdatedDate,
        ["Scanned Date"] = BookColumn.ScannedDate,
        ["Converted Date"] = BookColumn.ConvertedDate,
        ["Downloaded Date"] = BookColumn.DownloadedDate,
        ["Processed Date"] = BookColumn.ProcessedDate,
        ["Analyzed Date"] = BookColumn.AnalyzedDate,
        ["OCR'd Date"] = BookColumn.OcrDate,
    };

    /// <summary>The title comes with the inventory.</summary>
    private static readonly string[] NotNeeded = [BarcodeReport.BarcodeName, "Title", ""];

    private readonly Dictionary<BookColumn, int> _places;

    internal EnrichmentColumns(IReadOnlyList<string> names)
    {
        _places = names.Index().Where(static one => Known.ContainsKey(one.Item)).ToDictionary(static one => Known[one.Item], static one => one.Index);
        Unknown = [.. names.Index().Where(static one => !Known.ContainsKey(one.Item) && !NotNeeded.Contains(one.Item)).Select(static one => (one.Index, one.Item))];
        Missing = [.. Known.Keys.Except(names)];
    }

    /// <summary>Columns that have no column here, with their places.</summary>
    internal IReadOnlyList<(int Place, string Name)> Unknown { get; }

    /// <summary>Columns that the report does not show.</summary>
    internal IReadOnlyList<string> Missing { get; }

    /// <summary>Where a column stands in the report; below 0 where it does not.</summary>
    internal int PlaceOf(BookColumn column) => _places.GetValueOrDefault(column, -1);

    internal static bool IsDate(BookColumn column) => column
        is (>= BookColumn.ScannedDate and <= BookColumn.OcrDate)
        or BookColumn.GrinCheckInDate or BookColumn.GrinAllowDownloadUpdatedDate or BookColumn.GrinViewabilityUpdatedDate;
}
