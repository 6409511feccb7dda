using System.Runtime.InteropServices;
using System.Text;
using GrinToS3.Grin;
using GrinToS3.Grin.Listing;
using GrinToS3.Grin.Reports;
using GrinToS3.Progress;

namespace GrinToS3.Enriching;

/// <summary>Writes what a request brought as rows of a batch: each of its volumes once, found or not.</summary>
/// <param name="batch">The batch.</param>
internal sealed class EnrichmentRows(InboxWriter batch)
{
    private const string Stage = "enrichment";

    private readonly byte[] _iso = new byte[GrinTimestamp.IsoLength];
    private readonly int[] _places = new int[BookColumns.Enrichment.Count];

    /// <summary>The volumes that GRIN shows; rows that nobody asked for are passed over.</summary>
    /// <param name="report">The report, before its first row.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="volumes">The volumes that were asked for; those that are found are taken out.</param>
    /// <param name="states">Where their states are counted; null where nobody wants to know.</param>
    /// <returns>How many.</returns>
    internal int Found(BarcodeReport report, EnrichmentColumns columns, HashSet<string> volumes, Dictionary<string, int>? states)
    {
        var stateAt = columns.PlaceOf(BookColumn.GrinState);
        for (var i = 0; i < _places.Length; i++)
        {
            _places[i] = columns.PlaceOf(BookColumns.Enrichment[i]);
        }

        var found = 0;
        while (report.Next())
        {
            var barcode = Encoding.UTF8.GetString(report.Barcode);
            if (!volumes.Remove(barcode))
            {
                continue;
            }

            found++;
            if (states is not null)
            {
                var state = stateAt < 0 || report[stateAt].IsEmpty ? "no state" : Encoding.UTF8.GetString(report[stateAt]);
                CollectionsMarshal.GetValueRefOrAddDefault(states, state, out _)++;
            }

            Columns(barcode, report);
            State(barcode, "enriched");
            foreach (var (place, name) in columns.Unknown)
            {
                Field(barcode, name, report[place]);
            }
        }

        return found;
    }

    /// <summary>A volume that GRIN does not show.</summary>
    /// <param name="barcode">The volume.</param>
    /// <param name="error">Why it could not even be asked for; null where it was.</param>
    internal void Absent(string barcode, string? error = null)
    {
        Begin(BatchRowKind.EnrichmentColumns, barcode);
        for (var i = 0; i < BookColumns.Enrichment.Count; i++)
        {
            batch.NullField();
        }

        State(barcode, "absent", error is null ? null : "BadBarcode", error);
    }

    /// <summary>A volume whose request failed.</summary>
    /// <param name="barcode">The volume.</param>
    /// <param name="error">Why.</param>
    internal void Failed(string barcode, GrinError error)
    {
        Begin(BatchRowKind.EnrichmentFailed, barcode);
        batch.Field(error.Kind.ToString());
        batch.Field(error.Message);
    }

    private void Columns(string barcode, BarcodeReport report)
    {
        Begin(BatchRowKind.EnrichmentColumns, barcode);
        for (var i = 0; i < _places.Length; i++)
        {
            var value = _places[i] < 0 ? default : report[_places[i]];
            if (value.IsEmpty)
            {
                batch.NullField();
            }
            else
            {
                batch.Field(EnrichmentColumns.IsDate(BookColumns.Enrichment[i]) && GrinTimestamp.TryToIso(value, _iso) ? _iso : value);
            }
        }
    }

    private void Field(string barcode, string name, ReadOnlySpan<byte> value)
    {
        if (!value.IsEmpty)
        {
            Begin(BatchRowKind.GrinField, barcode);
            batch.Field(name);
            batch.Field(value);
        }
    }

    private void State(string barcode, string state, string? errorKind = null, string? error = null)
    {
        Begin(BatchRowKind.State, barcode);
        batch.Field(Stage);
        batch.Field(state);
        batch.FieldOrNull(errorKind);
        batch.FieldOrNull(error);
        batch.NullField();
    }

    private void Begin(BatchRowKind kind, string barcode)
    {
        batch.BeginRow(kind);
        batch.Field(barcode);
    }
}
