using System.Globalization;
using System.Text;
using GrinToS3.Grin.Listing;
using GrinToS3.Progress;

namespace GrinToS3.Syncing;

/// <summary>Puts the volumes of one of GRIN's lists into a batch, as they are read. A volume whose name is no barcode is left out and counted.</summary>
/// <param name="batch">The batch.</param>
/// <param name="session">The session.</param>
/// <param name="list">The list.</param>
internal sealed class ListedVolumes(InboxWriter batch, long session, string list) : IListingSink
{
    private readonly string _session = session.ToString(CultureInfo.InvariantCulture);
    private BookFieldColumns _dates = new(new ListingColumns([]));
    private (int Date, int Info, int Detail) _failure = (-1, -1, -1);

    internal int NoBarcode { get; private set; }

    public void OnHeading(ListingColumns columns)
    {
        _dates = new BookFieldColumns(columns);
        int Column(string key) => columns.Keys.Index().Where(one => one.Item == key).Select(static one => one.Index).FirstOrDefault(-1);
        _failure = (Column("convert_failed_date"), Column("convert_failed_info"), Column("detailed_convert_failed_info"));
    }

    public void OnRow(in ListingRow row)
    {
        var details = list == GrinLists.Failed
            ? HistoryMetadata.Write(
                ("grin_convert_failed_date", Text(row, _failure.Date)),
                ("grin_convert_failed_info", Text(row, _failure.Info)),
                ("grin_detailed_convert_failed_info", Text(row, _failure.Detail)))
            : null;
        var date = Encoding.UTF8.GetString(_dates.Find(row, BookField.ConvertedDate));
        Add(Encoding.UTF8.GetString(row.Barcode), Encoding.UTF8.GetString(row.FilenameStem), date, details);
    }

    /// <summary>Adds a volume.</summary>
    internal void Add(string name, string stem, string? date, string? details)
    {
        if (!Grin.Barcode.TryParse(name, out var barcode, out _))
        {
            NoBarcode++;
            return;
        }

        batch.BeginRow(BatchRowKind.Listed);
        batch.Field(barcode.Value);
        batch.Field(list);
        batch.Field(_session);
        batch.Field(stem is "" ? barcode.Value : stem);
        Optional(date);
        Optional(details);
    }

    private static string Text(in ListingRow row, int column) => column < 0 ? "" : Encoding.UTF8.GetString(row[column]);

    private void Optional(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            batch.NullField();
        }
        else
        {
            batch.Field(text);
        }
    }
}
