using GrinToS3.Simulator.Html;
using GrinToS3.Simulator.Reports;

namespace GrinToS3.Simulator.Volumes;

/// <summary>
/// One volume of the simulated library. Every field is worked out from the seed when it is asked for; a blank is an empty string.
/// Dates have GRIN's form, <c>2019/10/02 18:40</c> (spec: grin-protocol 4.7).
/// </summary>
public readonly struct Book
{
    private readonly BarcodeSequence _barcodes;
    private readonly BookHistory _history;

    internal Book(BarcodeSequence barcodes, int index, Dice dice, BookHistory history)
    {
        _barcodes = barcodes;
        _history = history;
        Index = index;
        Dice = dice;
    }

    /// <summary>The volume's position in <c>_all_books</c>, from 0.</summary>
    public int Index { get; }

    /// <summary>14 digits, or for a few volumes a short alphanumeric stem.</summary>
    public string Barcode
    {
        get
        {
            var chunk = new Utf8Chunk(stackalloc byte[16]);
            AppendBarcode(ref chunk);
            return chunk.ToString();
        }
    }

    /// <summary>The title as text; empty where GRIN shows none.</summary>
    public string Title => HasTitle ? new VolumeTitle(Dice).ToString() : "";

    /// <summary>The state as GRIN spells it, such as <c>CONVERTED</c> (spec: grin-protocol 9).</summary>
    public string State => Status.Name();

    /// <summary>When the volume was scanned.</summary>
    public string ScannedDate => Dates.Scanned.ToString();

    /// <summary>When the volume was analyzed.</summary>
    public string AnalyzedDate => Dates.Analyzed.ToString();

    /// <summary>When the volume was converted last.</summary>
    public string ConvertedDate => Dates.Converted.ToString();

    /// <summary>When the volume was downloaded last.</summary>
    public string DownloadedDate => Dates.Downloaded.ToString();

    /// <summary>When the volume was processed.</summary>
    public string ProcessedDate => Dates.Processed.ToString();

    /// <summary>When the volume went through character recognition.</summary>
    public string OcrDate => Dates.Ocr.ToString();

    /// <summary>The volume's public address; empty where GRIN shows none.</summary>
    public string GoogleBooksLink
    {
        get
        {
            var chunk = new Utf8Chunk(stackalloc byte[64]);
            AppendLink(ref chunk);
            return chunk.ToString();
        }
    }

    /// <summary>What <c>_barcode_search</c> shows of the volume: each column's value by its name, as GRIN spells both (spec: grin-protocol 6).</summary>
    public IReadOnlyDictionary<string, string> Report => ReportColumn.ToDictionary(this);

    /// <summary>Why the last conversion failed; null where it did not.</summary>
    public BookFailure? Failure => ConversionFailure.Has(this) ? ConversionFailure.Of(this) : null;

    internal Dice Dice { get; }

    internal BookHistory History => _history;

    internal BookState Status => _history.State;

    internal VolumeDates Dates => VolumeDates.Of(Dice, _history);

    internal bool HasLink => !_history.LostLink && _history.State is not (BookState.New or BookState.CheckedIn or BookState.NotAvailableForDownload);

    private bool HasTitle => !_history.LostTitle && _history.State != BookState.NotAvailableForDownload;

    internal void AppendBarcode(ref Utf8Chunk chunk) => _barcodes.Append(ref chunk, Index, Dice);

    internal void AppendTitle(ref Utf8Chunk html)
    {
        if (HasTitle)
        {
            new VolumeTitle(Dice).AppendHtml(ref html);
        }
    }

    internal void AppendLink(ref Utf8Chunk chunk)
    {
        if (HasLink)
        {
            VolumeLink.Append(ref chunk, Dice);
        }
    }
}
