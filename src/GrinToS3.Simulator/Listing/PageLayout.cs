namespace GrinToS3.Simulator.Listing;

/// <summary>How a list page is laid out: as GRIN does it, or changed so that its rows can't be recognised any more.</summary>
public enum PageLayout
{
    /// <summary>As GRIN does it (spec: grin-protocol 4.2).</summary>
    Usual,

    /// <summary>The heading row has another class.</summary>
    NoHeadingClass,

    /// <summary>The column of barcodes or file names bears another name.</summary>
    NoBarcodeColumn,

    /// <summary>There is no data table.</summary>
    NoTable,
}
