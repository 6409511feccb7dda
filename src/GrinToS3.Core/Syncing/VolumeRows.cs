using System.Globalization;
using GrinToS3.Progress;

namespace GrinToS3.Syncing;

/// <summary>Writes what has come of a volume as rows of a batch; the one place that knows which outcome is which status (spec: data-model 5.1).</summary>
/// <param name="batch">The batch.</param>
/// <param name="session">The session, as history names it.</param>
/// <param name="barcode">The volume.</param>
internal sealed class VolumeRows(InboxWriter batch, long session, string barcode)
{
    internal const string SyncType = "sync";
    internal const string ConversionType = "conversion";
    internal const string TextType = "text_extraction";
    internal const string MarcType = "marc_extraction";

    private readonly string _session = session.ToString(CultureInfo.InvariantCulture);

    /// <summary>A volume that no list has shown gets a row of its own, as the Python tool does.</summary>
    internal void Stub()
    {
        Begin(BatchRowKind.Book);
        batch.Field(""u8);
        for (var column = (int)BookColumn.ScannedDate; column <= (int)BookColumn.GrinState; column++)
        {
            batch.FieldOrNull(column == (int)BookColumn.GoogleBooksLink ? "" : null);
        }
    }

    internal void Event(string type, string value, string? metadata = null)
    {
        Begin(BatchRowKind.Event);
        Fields(type, value, _session, metadata);
    }

    internal void Columns(
        string? storagePath = null, string? lastCheck = null, string? etag = null, bool isDecrypted = false, string? synced = null, string? requested = null)
    {
        Begin(BatchRowKind.SyncColumns);
        Fields(storagePath, lastCheck, etag, isDecrypted ? "1" : null, synced, requested);
    }

    /// <summary>The columns of a MARC record, in the table's order.</summary>
    internal void Marc(IReadOnlyList<KeyValuePair<string, string?>> values, string moment)
    {
        Begin(BatchRowKind.MarcColumns);
        Fields([.. values.Select(static one => one.Value), moment]);
    }

    internal void State(string stage, string state, string? errorKind = null, string? error = null, string? nextAttempt = null)
    {
        Begin(BatchRowKind.State);
        Fields(stage, state, errorKind, error, nextAttempt);
    }

    internal void Artifact(string kind, string place, long size, string? etag, string? sha256, string? sourceETag)
    {
        Begin(BatchRowKind.Artifact);
        Fields(kind, place, size.ToString(CultureInfo.InvariantCulture), etag, sha256, sourceETag);
    }

    /// <summary>Storage has the version that GRIN lists.</summary>
    internal void VersionChecked() => Begin(BatchRowKind.VersionChecked);

    private void Begin(BatchRowKind kind)
    {
        batch.BeginRow(kind);
        batch.Field(barcode);
    }

    private void Fields(params ReadOnlySpan<string?> values)
    {
        foreach (var value in values)
        {
            batch.FieldOrNull(value);
        }
    }
}
